/* Two small comforts; every page is complete without them. */
(function () {
  "use strict";
  var root = document.documentElement;
  var here = document.currentScript.src;
  var system = window.matchMedia("(prefers-color-scheme: dark)");

  function remembered() {
    try {
      return localStorage.getItem("nstgov.light");
    } catch {
      return null;
    }
  }
  function remember(value) {
    try {
      localStorage.setItem("nstgov.light", value);
    } catch {
      /* private windows keep nothing */
    }
  }
  function isDark() {
    var chosen = root.getAttribute("data-light");
    return chosen ? chosen === "dark" : system.matches;
  }
  if (/^(light|dark)$/.test(remembered() || "")) root.setAttribute("data-light", remembered());

  /* Light or dark, where the reader wants another than the system's. */
  function lightSwitch() {
    var button = document.querySelector(".light-switch");
    if (!button) return;
    function label() {
      button.textContent = button.getAttribute(isDark() ? "data-light" : "data-dark");
    }
    button.hidden = false;
    label();
    system.addEventListener("change", label);
    button.addEventListener("click", function () {
      root.setAttribute("data-light", isDark() ? "light" : "dark");
      remember(root.getAttribute("data-light"));
      label();
    });
  }

  /* A page does not know the day it is read: say which last days have passed since it was made. */
  function passedDays() {
    // that of UTC, as everywhere: the same for everybody at the same moment
    var today = new Date().toISOString().slice(0, 10);
    var made = document.querySelector(".foot time");
    made = made ? made.getAttribute("datetime") : today;
    document.querySelectorAll("time[data-last]").forEach(function (time) {
      var day = time.getAttribute("datetime");
      if (day < today && day >= made) {
        var note = document.createElement("em");
        note.className = "passed";
        note.textContent = " " + document.querySelector(".foot time").getAttribute("data-passed");
        time.after(note);
      }
    });
  }

  /* How far a day is: from the reader's own day, where that is another than the page's. */
  function timeLeft() {
    var today = new Date().toISOString().slice(0, 10);
    var made = document.querySelector(".foot time");
    if (!made || made.getAttribute("datetime") === today || !window.Intl || !Intl.RelativeTimeFormat) return;
    var language = root.lang || "en",
      pattern = made.getAttribute("data-left-said");
    document.querySelectorAll("[data-left]").forEach(function (place) {
      var days = Math.round((Date.parse(place.getAttribute("data-left")) - Date.parse(today)) / 86400000);
      if (!isNaN(days)) place.textContent = distance(days, language, pattern);
    });
  }
  function distance(days, language, pattern) {
    var size = Math.abs(days);
    var step = size >= 730 ? ["year", 365] : size >= 60 ? ["month", 30] : size >= 14 ? ["week", 7] : ["day", 1];
    var count = Math.round(size / step[1]);
    if (days < 2) {
      return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(days < 0 ? -count : days, step[0]);
    }
    var said = new Intl.NumberFormat(language, { style: "unit", unit: step[0], unitDisplay: "long" }).format(count);
    return pattern.replace("%(time)s", said);
  }

  /* "In force on a day": a field that leads to the month, and there to the day (#2026-06-01). */
  function dayField() {
    var field = document.getElementById("pick-day");
    if (!field) return;
    var input = field.querySelector("input"),
      sorry = field.querySelector("[role=status]");
    var onDay = document.getElementById("on-day");
    function show() {
      var day = input.value,
        month = day.slice(0, 7);
      var link = document.querySelector('.months a[href$="/' + month + '/"]');
      var inMonth = new RegExp("/in-force/" + month + "/").test(location.pathname);
      sorry.hidden = true;
      if (!/^\d{4}-\d\d-\d\d$/.test(day)) sorry.hidden = false;
      else if (link) location.href = link.href + "#" + day;
      else if (inMonth) location.hash = day;
      else if (onDay) location.href = document.querySelector(".kicker a").href + "#" + day;
      else sorry.hidden = false;
    }
    function filter() {
      var day = location.hash.slice(1);
      if (!/^\d{4}-\d\d-\d\d$/.test(day)) day = "";
      if (day) input.value = day;
      if (!onDay) {
        if (day) show();
        return;
      }
      var rows = document.querySelectorAll(".days > li"),
        held = 0;
      rows.forEach(function (row) {
        var span = row.querySelectorAll("time");
        var first = span[0].getAttribute("datetime"),
          last = span[1] ? span[1].getAttribute("datetime") : "9999";
        row.hidden = Boolean(day) && !(first <= day && day <= last);
        if (!row.hidden) held += 1;
      });
      onDay.hidden = !day;
      if (!day) return;
      var time = onDay.querySelector("time");
      time.setAttribute("datetime", day);
      time.textContent = new Date(day + "T12:00:00").toLocaleDateString(root.lang || "en", { dateStyle: "long" });
      onDay.querySelector("strong").textContent = held;
      onDay.querySelector("b").textContent = rows.length;
    }
    field.hidden = false;
    field.querySelector("button").addEventListener("click", show);
    input.addEventListener("keydown", function (event) {
      if (event.key === "Enter") show();
    });
    window.addEventListener("hashchange", filter);
    filter();
  }

  /* "Send to our circle": a button with data-share hands on, as text, what the element of that id says, and the page's
     address; by the phone's own way where it has one, else as a copy, told in the words of data-share-said. */
  function sharing() {
    document.querySelectorAll("button[data-share]").forEach(function (button) {
      var told = document.getElementById(button.getAttribute("data-share"));
      if (!told || !(navigator.share || navigator.clipboard)) return;
      button.hidden = false;
      button.addEventListener("click", function () {
        var text = document.title + "\n\n" + told.innerText.replace(/\n{3,}/g, "\n\n").trim() + "\n\n" + location.href;
        if (navigator.share)
          navigator.share({ title: document.title, text: text }).catch(function () {
            /* they thought better of it */
          });
        else
          navigator.clipboard.writeText(text).then(function () {
            button.textContent = button.getAttribute("data-share-said");
          });
      });
    });
  }

  /* On the first page: what concerns whoever has picked their name once; nothing is loaded for anybody else. */
  function myPart() {
    var place = document.getElementById("my-part");
    var kept = null;
    try {
      kept = localStorage.getItem("nstgov.mine");
    } catch {
      /* private windows keep nothing */
    }
    if (!place || !kept) return;
    import(new URL("take-part/mine.js", here).href)
      .then(function (mine) {
        return mine.showAtHome(place);
      })
      .catch(function () {
        place.hidden = true;
      });
  }

  /* "Copy the citation": the ready one of the part with that id. */
  function copying() {
    document.querySelectorAll("button[data-copy]").forEach(function (button) {
      var told = document.querySelector("#" + button.getAttribute("data-copy") + " .citation");
      if (!told || !navigator.clipboard) return;
      button.hidden = false;
      button.addEventListener("click", function () {
        navigator.clipboard.writeText(told.innerText.replace(/\s+/g, " ").trim()).then(function () {
          button.textContent = button.getAttribute("data-share-said");
        });
      });
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    myPart();
    copying();
    lightSwitch();
    passedDays();
    timeLeft();
    dayField();
    sharing();
  });
})();
