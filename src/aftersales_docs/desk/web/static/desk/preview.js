/* The pages of the document beside the form, renewed while one types; without it there is the PDF. */
(function () {
  "use strict";
  var box = document.getElementById("pages");
  if (!box) { return; }
  var form = document.getElementById("draft-form");
  var none = box.querySelector(".empty");
  var shown = [];      /* What stands there: digest and picture of each page. */
  var last = null;     /* What was sent last: the same words are not sent again. */
  var busy = false, again = false, timer = 0;
  var took = 0;        /* How long the last answer took: so long we wait where it is slow. */
  var mark = document.createElement("div");
  mark.className = "changed";
  mark.hidden = true;

  function words() {
    var body = new URLSearchParams();
    if (form) {
      new FormData(form).forEach(function (value, name) {
        if (typeof value === "string") { body.append(name, value); }
      });
    }
    return body;
  }
  function soon() {
    window.clearTimeout(timer);
    timer = window.setTimeout(send, Math.min(Math.max(took - 150, 40), 600));
  }
  function send() {
    if (busy) { again = true; return; }
    var body = words();
    body.delete("draft-version");
    var text = body.toString();
    if (text === last) { return; }
    last = text;
    body.delete("csrfmiddlewaretoken");
    if (form) { body.append("draft-version", "0"); }
    body.append("draft-have", shown.map(function (one) { return one.digest; }).join(","));
    busy = true;
    again = false;
    box.setAttribute("aria-busy", "true");
    var began = performance.now();
    fetch(box.dataset.address, {
      method: "POST",
      body: body,
      headers: { "X-CSRFToken": box.querySelector("[name=csrfmiddlewaretoken]").value },
    }).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.json();
    }).then(function (found) {
      took = performance.now() - began;
      return show(found);
    }).catch(function () {
      last = null;       /* What did not arrive is sent again with the next key. */
    }).then(function () {
      busy = false;
      box.removeAttribute("aria-busy");
      if (again) { send(); }
    });
  }
  function show(found) {
    if (found.frame) { return frame(); }
    none.hidden = found.pages !== null;
    box.classList.toggle("old", found.pages === null);
    if (found.pages === null) { return null; }
    var known = {};
    shown.forEach(function (one) { known[one.digest] = one; });
    var next = found.pages.map(function (digest, at) {
      return known[digest] || { digest: digest, picture: drawn(found.new[digest], at) };
    });
    return Promise.all(next.map(function (one) {
      return known[one.digest] ? null : one.picture.decode();
    })).then(function () { put(next); });
  }
  function drawn(svg, at) {
    var picture = new Image();
    picture.className = "page";
    picture.alt = box.dataset.page.replace("#", at + 1);
    picture.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg);
    return picture;
  }
  function put(next) {
    var before = shown;
    var at = next.findIndex(function (one, place) {
      return !before[place] || before[place].digest !== one.digest;
    });
    var rows = before.length && at >= 0 ? changed(before[at], next[at]) : null;
    shown = next;
    next.forEach(function (one, place) {
      one.picture.alt = box.dataset.page.replace("#", place + 1);
      if (box.querySelectorAll("img.page")[place] !== one.picture) {
        box.insertBefore(one.picture, box.querySelectorAll("img.page")[place] || null);
      }
    });
    Array.from(box.querySelectorAll("img.page")).slice(next.length).forEach(function (one) { one.remove(); });
    box.dataset.renewed = String(performance.now());
    if (rows) { lead(next[at].picture, rows); }
  }
  /* The rows of a page, as parts of its height, from the first to the last that is another now. */
  function changed(one, other) {
    var a = one ? grey(one.picture) : null, b = grey(other.picture), wide = 120, high = 170;
    var first = -1, end = -1;
    for (var y = 0; y < high; y += 1) {
      for (var x = 0; x < wide; x += 1) {
        var i = (y * wide + x) * 4;
        if (Math.abs((a ? a[i] : 255) - b[i]) > 24) {
          first = first < 0 ? y : first;
          end = y;
          break;
        }
      }
    }
    return first < 0 ? null : { top: first / high, end: (end + 1) / high };
  }
  function grey(picture) {
    var canvas = document.createElement("canvas");
    canvas.width = 120;
    canvas.height = 170;
    var pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.drawImage(picture, 0, 0, 120, 170);
    return pen.getImageData(0, 0, 120, 170).data;
  }
  /* Bring the changed rows into view, if they are not, and show for a moment which they are. */
  function lead(picture, rows) {
    var top = picture.offsetTop + rows.top * picture.offsetHeight;
    var end = Math.min(picture.offsetTop + rows.end * picture.offsetHeight, top + box.clientHeight / 2);
    if (top < box.scrollTop + 8 || end > box.scrollTop + box.clientHeight - 8) {
      box.scrollTop = Math.max(0, top - box.clientHeight / 3);
    }
    mark.style.top = top + "px";
    mark.style.height = Math.max(end - top, 6) + "px";
    mark.hidden = false;
    mark.classList.remove("fading");
    void mark.offsetWidth;
    mark.classList.add("fading");
    box.dataset.changed = String(Math.round(top));
    box.append(mark);
  }
  /* A page template of the house's own is set by another writer: there is the PDF alone. */
  function frame() {
    var there = box.querySelector("iframe");
    if (!there) {
      there = document.createElement("iframe");
      there.className = "preview";
      there.title = box.dataset.frame;
      box.append(there);
      document.body.addEventListener("draft-kept", frame);
    }
    there.src = box.dataset.pdf + "?at=" + Date.now() + "#view=FitH&navpanes=0";
    return null;
  }

  if (form) {
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    document.addEventListener("htmx:afterSettle", soon);
  }
  send();
}());
