/* What makes the desk quicker for the keyboard; every page works without it. */
(function () {
  "use strict";
  function typing(target) {
    return target.closest("input, textarea, select, [contenteditable]") !== null;
  }
  function rows() {
    return Array.from(document.querySelectorAll("table[data-keys] tbody tr")).filter(
      function (row) { return row.querySelector("a[href]") !== null; });
  }
  function move(step) {
    var all = rows();
    if (!all.length) { return; }
    var at = all.findIndex(function (row) { return row.contains(document.activeElement); });
    var next = Math.min(Math.max(at + step, 0), all.length - 1);
    all[next].querySelector("a[href]").focus();
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) { return; }
    if (event.key === "/") {
      var box = document.getElementById("search-everywhere");
      if (box) { event.preventDefault(); box.focus(); box.select(); }
    } else if (event.key === "j") { move(1); } else if (event.key === "k") { move(-1); }
  });
  document.addEventListener("DOMContentLoaded", function () {
    var wanted = document.querySelector("[data-focus]");
    if (wanted) { wanted.focus(); }
  });
  document.addEventListener("htmx:afterSwap", function (event) {
    var wanted = event.target.querySelector("[data-focus]");
    if (wanted) { wanted.focus(); }
  });
}());
