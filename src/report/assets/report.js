// The page works without this: it switches the language, hides what is of other designs, cases and periods, opens everything for the
// printer, and tells what a figure means where there is nothing to hover with.
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

  // What was picked holds in both languages. A column is hidden by its heading; a table without any figures left is hidden too.
  var picked = { d: "", c: "", p: "" };
  var fits = function (node) {
    return Object.keys(picked).every(function (pick) {
      var of = node.getAttribute("data-" + pick);
      return of === null || picked[pick] === "" || of === picked[pick];
    });
  };
  // In a picture of several designs each has its colour: all but the one that was picked are pale.
  var colours = {};
  each(document.querySelectorAll("option[data-colour]"), function (option) {
    colours[option.getAttribute("data-colour")] = option.value;
  });
  var pale = function () {
    each(document.querySelectorAll("figure:not([data-d]) svg [stroke], figure:not([data-d]) svg [fill]"), function (part) {
      var of = colours[part.getAttribute("stroke")] || colours[part.getAttribute("fill")];
      part.classList.toggle("faint", picked.d !== "" && of !== undefined && of !== picked.d);
    });
  };
  var apply = function () {
    each(document.querySelectorAll("[data-d], [data-c], [data-p]"), function (node) { node.hidden = !fits(node); });
    each(document.querySelectorAll("table"), function (table) {
      var own = 0, shown = 0;
      each(table.tHead.rows[0].cells, function (head, n) {
        if (!head.hasAttribute("data-d")) { return; }
        own += 1;
        shown += head.hidden ? 0 : 1;
        each(table.tBodies[0].rows, function (row) { row.cells[n].hidden = head.hidden; });
      });
      if (own) { table.closest(".figures").hidden = shown === 0; }
    });
    pale();
    each(document.querySelectorAll(".pale"), function (said) { said.hidden = picked.d === ""; });
    each(document.querySelectorAll("select[data-pick]"), function (select) { select.value = picked[select.getAttribute("data-pick")]; });
    each(document.querySelectorAll(".picks"), function (picks) {
      picks.classList.toggle("active", Object.keys(picked).some(function (pick) { return picked[pick] !== ""; }));
    });
  };
  each(document.querySelectorAll(".picks"), function (picks) {
    picks.hidden = !picks.querySelector("select");
    picks.addEventListener("change", function (event) {
      picked[event.target.getAttribute("data-pick")] = event.target.value;
      apply();
    });
  });

  var shut = [];
  window.addEventListener("beforeprint", function () {
    shut = Array.prototype.slice.call(document.querySelectorAll("details:not([open])"));
    shut.forEach(function (part) { part.open = true; });
  });
  window.addEventListener("afterprint", function () {
    shut.forEach(function (part) { part.open = false; });
  });

  // On a phone a picture is shown whole, and in a size to be read when it is tapped.
  document.addEventListener("click", function (event) {
    var figure = event.target.closest && event.target.closest("figure");
    if (figure) { figure.classList.toggle("large"); }
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
