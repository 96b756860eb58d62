// What pages do beyond HTML; each works without it.
"use strict";
(function () {
	// Enter while an input method is composing chooses a word and never sends the form.
	document.addEventListener("keydown", function (e) {
		if (e.key === "Enter" && (e.isComposing || e.keyCode === 229) && e.target.tagName === "INPUT")
			e.preventDefault();
	}, true);
	// 显示: what was typed into the password field.
	document.querySelectorAll("[data-show]").forEach(function (button) {
		var field = document.getElementById(button.getAttribute("data-show"));
		var words = [button.textContent, "隐藏"];
		button.hidden = false;
		button.addEventListener("click", function () {
			var shown = field.type === "text";
			field.type = shown ? "password" : "text";
			button.textContent = words[shown ? 0 : 1];
		});
	});
})();
