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
  /* An address that names a place of the form opens what it is folded in. */
  var named = window.location.hash.length > 1 && document.getElementById(window.location.hash.slice(1));
  if (named && named.closest("details:not([open])")) {
    for (var closed = named.closest("details:not([open])"); closed; closed = closed.parentElement.closest("details:not([open])")) {
      closed.open = true;
    }
    named.scrollIntoView({ block: "nearest" });
  }
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
  /* Entries of a list are dragged by a grip; its buttons do the same for the keyboard. */
  var dragged = null;
  function siblings(entry) {
    return Array.from(entry.parentElement.children).filter(function (one) { return one.classList.contains("entry"); });
  }
  function grips(whole) {
    whole.querySelectorAll(".entry > .entry-head").forEach(function (head) {
      var entry = head.parentElement;
      if (siblings(entry).length < 2 || head.querySelector(".grip")) { return; }
      var grip = document.createElement("span");
      grip.className = "grip";
      grip.draggable = true;
      grip.setAttribute("aria-hidden", "true");
      grip.textContent = "⠿";
      head.prepend(grip);
    });
  }
  function over(event) {
    var entry = event.target.closest && event.target.closest(".entry");
    while (entry && dragged && entry.parentElement !== dragged.parentElement) {
      entry = entry.parentElement.closest(".entry");
    }
    return entry;
  }
  function clear(name) {
    form.querySelectorAll("." + name).forEach(function (one) { one.classList.remove(name); });
  }
  grips(form);
  document.addEventListener("htmx:load", function (event) { grips(event.detail.elt.closest("form") || event.detail.elt); });
  form.addEventListener("dragstart", function (event) {
    if (!event.target.classList.contains("grip")) { return; }
    dragged = event.target.closest(".entry");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    event.dataTransfer.setDragImage(dragged.querySelector(".entry-head"), 12, 12);
    /* Only the heads of the entries are left, so that all of them are near. */
    var list = dragged.parentElement;
    window.setTimeout(function () { if (dragged) { list.classList.add("sorting"); dragged.scrollIntoView({ block: "nearest" }); } }, 0);
  });
  form.addEventListener("dragover", function (event) {
    var place = dragged ? over(event) : dropping(event);
    if (!place) { return; }
    event.preventDefault();
    clear("over");
    place.classList.add("over");
  });
  form.addEventListener("dragleave", function (event) {
    if (!form.contains(event.relatedTarget)) { clear("over"); }
  });
  form.addEventListener("dragend", function () { dragged = null; clear("over"); clear("sorting"); });
  form.addEventListener("drop", function (event) {
    clear("over");
    clear("sorting");
    if (!dragged) { return dropped(event); }
    var entry = over(event), from = dragged;
    dragged = null;
    if (!entry || entry === from) { return; }
    event.preventDefault();
    var button = from.querySelector(":scope > .entry-head button[value^='copy:']");
    var act = button.value.replace("copy:", "move:") + ">" + siblings(entry).indexOf(entry);
    button.setAttribute("hx-vals", JSON.stringify({ "draft-act": act }));
    button.value = act;
    button.click();
  });
  /* Files that are dropped where files are put in. */
  function dropping(event) {
    var files = event.dataTransfer && Array.from(event.dataTransfer.types).indexOf("Files") >= 0;
    var place = files && event.target.closest(".box");
    while (place && !place.querySelector(":scope > .upload, :scope > .field > .upload")) {
      place = place.parentElement.closest(".box");
    }
    return place || null;
  }
  function dropped(event) {
    var place = dropping(event);
    if (!place) { return; }
    event.preventDefault();
    var upload = place.querySelector(":scope > .upload, :scope > .field > .upload");
    var input = upload.querySelector("input[type=file]");
    if (!input.multiple && event.dataTransfer.files.length > 1) { return; }
    input.files = event.dataTransfer.files;
    upload.querySelector("button").click();
  }
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
