/* What makes a form quicker; it works without it. */
(function () {
  "use strict";
  var form = document.getElementById("draft-form");
  function go(element) {
    var wanted = element.matches("[data-focus]") ? element : element.querySelector("[data-focus]");
    if (!wanted) { return; }
    for (var fold = wanted.closest("details:not([open])"); fold; fold = fold.parentElement.closest("details:not([open])")) {
      fold.open = true;
    }
    wanted.focus();
  }
  document.addEventListener("htmx:load", function (event) { go(event.detail.elt); });
  /* A link to a field opens what it is folded in. */
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[href^='#f-']");
    var field = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!field) { return; }
    event.preventDefault();
    for (var fold = field.closest("details:not([open])"); fold; fold = fold.parentElement.closest("details:not([open])")) {
      fold.open = true;
    }
    field.scrollIntoView({ block: "center" });
    field.focus();
  });
  if (!form) { return; }
  /* What is being saved is saved first: the version that is sent then is the newest. */
  var under_way = 0;
  document.addEventListener("htmx:beforeSend", function () { under_way += 1; });
  document.addEventListener("htmx:afterRequest", function () { under_way = Math.max(0, under_way - 1); });
  form.addEventListener("submit", function (event) {
    if (!under_way) { return; }
    event.preventDefault();
    var submitter = event.submitter;
    document.addEventListener("htmx:afterSettle", function () {
      window.setTimeout(function () { form.requestSubmit(submitter); }, 0);
    }, { once: true });
  });
}());
