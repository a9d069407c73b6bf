// The page works without this: it switches the language, opens everything for the printer, and tells what a figure means where
// there is nothing to hover with.
(function () {
  "use strict";
  var root = document.documentElement;
  var each = function (nodes, act) { Array.prototype.forEach.call(nodes, act); };
  var peer = function (id) {
    return document.getElementById(id.slice(0, 3) === "en-" ? "zh-" + id.slice(3) : "en-" + id.slice(3));
  };

  // What was open is open in the other language, and what was on top stays there.
  var show = function (lang) {
    var old = document.querySelector('article[lang="' + root.lang + '"]');
    var top = null;
    each(old.querySelectorAll("[id]"), function (part) {
      var other = peer(part.id);
      if (other && "open" in part) { other.open = part.open; }
      if (part.getBoundingClientRect().top <= 1) { top = part; }
    });
    var from = top && top.getBoundingClientRect().top;
    root.lang = lang;
    document.title = document.querySelector('article[lang="' + lang + '"] h1').textContent;
    var to = top && peer(top.id);
    window.scrollTo({ top: to ? window.scrollY + to.getBoundingClientRect().top - from : 0, behavior: "instant" });
  };
  each(document.querySelectorAll("button[data-lang]"), function (button) {
    button.addEventListener("click", function () { show(button.getAttribute("data-lang")); });
  });

  var shut = [];
  window.addEventListener("beforeprint", function () {
    shut = Array.prototype.slice.call(document.querySelectorAll("details:not([open])"));
    shut.forEach(function (part) { part.open = true; });
  });
  window.addEventListener("afterprint", function () {
    shut.forEach(function (part) { part.open = false; });
  });

  document.addEventListener("click", function (event) {
    var name = event.target.closest && event.target.closest("abbr[title]");
    if (!name) { return; }
    var told = name.parentNode.querySelector(".told");
    if (told) { told.remove(); return; }
    told = document.createElement("span");
    told.className = "told";
    told.textContent = name.title;
    name.parentNode.appendChild(told);
  });
})();
