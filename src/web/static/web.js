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
	// 审核通过3条: a button that acts on what is picked says on how many; the first box of the head picks the page.
	document.querySelectorAll("form").forEach(function (form) {
		var buttons = form.querySelectorAll("[data-count]"), head = form.querySelector("thead .c-pick");
		var picks = form.querySelectorAll("input[name=pick]"), every = form.querySelector("input[name=every]");
		if (!buttons.length || !picks.length)
			return;
		var words = Array.prototype.map.call(buttons, function (button) { return button.textContent; });
		function tell() {
			var n = every && every.checked ? +every.value : 0;
			picks.forEach(function (pick) {
				var row = pick.closest("tr");
				row.classList.toggle("is-picked", pick.checked || !!(every && every.checked));
				n += !(every && every.checked) && pick.checked ? 1 : 0;
			});
			buttons.forEach(function (button, i) {
				button.textContent = n ? button.getAttribute("data-count").replace("{n}", n) : words[i];
			});
		}
		if (head) {
			var label = document.createElement("label"), box = document.createElement("input"), say = head.querySelector(".sr");
			label.className = "pick", box.type = "checkbox", box.className = "form-check-input";
			label.appendChild(box);
			if (say)
				label.appendChild(say);
			head.appendChild(label);
			box.addEventListener("change", function () {
				picks.forEach(function (pick) { pick.checked = box.checked; });
				tell();
			});
		}
		form.addEventListener("change", tell);
		tell();
	});
	// 导入: a form that takes long says how far it is and may be stopped; the page that comes after it is the answer, as without a script.
	document.querySelectorAll("form[data-errand]").forEach(function (form) {
		var box = form.querySelector("[data-working]");
		if (!box || !window.EventSource || !window.crypto)
			return;
		var say = box.querySelector("p"), bar = box.querySelector("progress"), stop = box.querySelector("button"), key = document.createElement("input");
		var words = say.textContent, listening = null;
		key.type = "hidden", key.name = "errand";
		form.appendChild(key);
		function rest() {
			if (listening)
				listening.close();
			listening = null;
			box.hidden = true, stop.disabled = false, bar.removeAttribute("value"), say.textContent = words;
		}
		form.addEventListener("submit", function (e) {
			if (listening) {
				e.preventDefault();
				return;
			}
			var bytes = new Uint8Array(16);
			window.crypto.getRandomValues(bytes);
			key.value = Array.prototype.map.call(bytes, function (b) { return ("0" + b.toString(16)).slice(-2); }).join("");
			listening = new EventSource(box.getAttribute("data-working") + "?errand=" + key.value);
			listening.addEventListener("message", function (m) {
				var gap = m.data.indexOf(" ");
				bar.value = +m.data.slice(0, gap);
				say.textContent = m.data.slice(gap + 1);
			});
			listening.addEventListener("end", function () { listening.close(); });
			box.hidden = false;
			box.scrollIntoView({ block: "nearest" });
		});
		stop.addEventListener("click", function () {
			var body = new URLSearchParams();
			stop.disabled = true;
			body.append("csrf", form.querySelector("[name=csrf]").value);
			body.append("errand", key.value);
			fetch(box.getAttribute("data-stop"), { method: "POST", body: body, credentials: "same-origin", redirect: "manual" });
		});
		window.addEventListener("pageshow", rest);
	});
	// 月报: what a number is made of comes into the column beside the paper; where there is no room for a column its own page opens.
	document.addEventListener("htmx:beforeRequest", function (e) {
		if (e.detail.target.id === "evidence" && !window.matchMedia("(min-width: 62.01rem)").matches) {
			e.preventDefault();
			window.location.href = e.detail.elt.href;
		}
	});
	document.addEventListener("htmx:afterSwap", function (e) {
		if (e.detail.target.id !== "evidence")
			return;
		document.querySelectorAll(".paper .num[aria-current]").forEach(function (open) { open.removeAttribute("aria-current"); });
		e.detail.requestConfig.elt.setAttribute("aria-current", "true");
	});
})();
