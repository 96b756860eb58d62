-- What five hundred people do, for wrk: of a hundred requests 25 open the desk, 20 the month, 15 the report, 15 a list of records, 10 the matters, 8 a figure,
-- 5 the table of units, and 2 enter a matter. Each request is another person's: "cookie csrf" a line in the file that MIX_PEOPLE names.
local people, at, lists = {}, 0, {}
for line in io.lines(os.getenv("MIX_PEOPLE")) do
	local cookie, csrf = line:match("(%S+) (%S+)")
	people[#people + 1] = { cookie = cookie, csrf = csrf }
end
local function add(n, path)
	for _ = 1, n do lists[#lists + 1] = path end
end
add(25, "/") add(20, "/month/2019-01") add(15, "/report/2019-01") add(15, "/records/aid.event") add(10, "/matters/2019-01")
add(8, "/figure/aid.relief_times/2019-01") add(5, "/cross/2019-01") add(2, "new")
local order = {}                                     -- mixed, the same in every run
for i = 1, 100 do order[i] = lists[(i * 37) % 100 + 1] end
local threads = 0
function setup(thread) thread:set("from", threads * 251) threads = threads + 1 end     -- a global of each thread's own
local function escape(s) return (s:gsub("[^%w]", function(c) return string.format("%%%02X", c:byte()) end)) end
function request()
	at = at + 1
	local who, path = people[(from + at * 7) % #people + 1], order[at % 100 + 1]
	local headers = { Cookie = "nuan=" .. who.cookie }
	if path ~= "new" then return wrk.format("GET", path, headers) end
	headers["Content-Type"] = "application/x-www-form-urlencoded"
	local form = { csrf = who.csrf, ["标题"] = "走访第" .. (from * 100000 + at) .. "次", ["开始日期"] = "2019-01-15", ["内容"] = "内容" .. at, ["进展"] = "done", ["计划内"] = "1", ["顺序"] = tostring(at % 900 + 1) }
	local parts = {}
	for k, v in pairs(form) do parts[#parts + 1] = escape(k) .. "=" .. escape(v) end
	return wrk.format("POST", "/matters/2019-01/new", headers, table.concat(parts, "&"))
end
