/* Two small comforts; every page is complete without them. */
(function () {
  "use strict";
  var root = document.documentElement;
  var system = window.matchMedia("(prefers-color-scheme: dark)");

  function remembered() {
    try { return localStorage.getItem("nstgov.light"); } catch (_) { return null; }
  }
  function remember(value) {
    try { localStorage.setItem("nstgov.light", value); } catch (_) { /* private windows keep nothing */ }
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
    function label() { button.textContent = button.getAttribute(isDark() ? "data-light" : "data-dark"); }
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
    var now = new Date();
    var today = [now.getFullYear(), ("0" + (now.getMonth() + 1)).slice(-2), ("0" + now.getDate()).slice(-2)].join("-");
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

  document.addEventListener("DOMContentLoaded", function () { lightSwitch(); passedDays(); });
})();
