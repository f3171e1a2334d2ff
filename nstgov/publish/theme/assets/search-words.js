/*
 * What somebody typed, as the index can be asked: days in any form become one mark, words that every page has are left
 * out, and a word that stands nowhere is held against the words of titles and names. Nothing here touches the page.
 */
window.searchWords = (function () {
  "use strict";
  /* Words of questions, which say nothing about the matter. */
  var LIGHT = {
    en: "a an the of in on at to for and or is are was were be do does did i we you it who what when where why how which with by from",
    es: "a al de del el la los las un una y o en es son fue que qué quién quiénes cuándo cuál dónde cómo por para con se lo",
    ar: "في من على إلى عن ما ماذا متى أين كيف هل هو هي و أو مع هذا هذه",
  };
  var JOINING = /^(of|the|de|del|من|,)$/;

  /* Small letters without accents and vowel signs, Arabic forms of one letter as one, digits of any script as ours. */
  function bare(text) {
    return text
      .toLowerCase()
      .normalize("NFD")
      .replace(/[\u0300-\u036f\u064b-\u065f\u0640"]/g, "")
      .replace(/[أإآٱ]/g, "ا")
      .replace(/[ىي]/g, "ي")
      .replace(/ة/g, "ه")
      .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, function (digit) {
        return String(digit.charCodeAt(0) & 15);
      });
  }
  function split(text) {
    return bare(text)
      .split(/[\s\u200b?!,;:¿¡؟،]+/)
      .filter(Boolean);
  }
  function two(number) {
    return (number < 10 ? "0" : "") + Number(number);
  }
  function mark(year, month, day) {
    if (year) return "d" + year + two(month) + (day ? two(day) : "");
    return "m" + two(month) + two(day);
  }

  /* `2026-05-09`, `9.5.2026` or `9/5/2026` as a mark; null where a word is no such day. */
  function dayOf(word) {
    var iso = /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/.exec(word);
    if (iso) return mark(iso[1], iso[2], iso[3]);
    var parts = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(word);
    return parts ? mark(parts[3], parts[2], parts[1]) : null;
  }
  function numbered(word, most) {
    var found = /^(\d{1,4})(st|nd|rd|th|º|\.)?$/.exec(word || "");
    return found && Number(found[1]) >= 1 && Number(found[1]) <= most ? found[1] : null;
  }

  /* The same for days in words: `9 May`, `May 9th, 2026`, `9 de mayo de 2026`; months are named as the page says. */
  function withDays(words, months) {
    var left = words.slice(),
      found = [];
    while (left.length) {
      var word = left.shift(),
        month = months[word];
      var made = dayOf(word);
      if (!made && month) {
        var skipped = JOINING.test(found[found.length - 1] || "") ? 1 : 0,
          day = numbered(found[found.length - 1 - skipped], 31);
        if (day) found.splice(found.length - skipped - 1);
        else if ((day = numbered(left[0], 31))) left.shift();
        var joined = JOINING.test(left[0] || "") ? 1 : 0,
          year = /^\d{4}$/.test(left[joined] || "") ? left[joined] : null;
        if (year) left.splice(0, joined + 1);
        if (day || year) made = mark(year, month, day);
      }
      found.push(made || word);
    }
    return found;
  }

  /* What to ask for, in words; without any word of weight it is asked as it was typed. */
  function asked(text, language, months) {
    var typed = text.trim();
    if (/^"[^]*"$/.test(typed)) return typed;
    var words = withDays(split(text), months),
      light = bare(LIGHT[language] || "").split(" ");
    var weighty = words.filter(function (word) {
      return light.indexOf(word) === -1;
    });
    var plain = weighty.length && weighty.length < words.length;
    if (plain) return weighty.join(" ");
    return words.some(isDay) ? words.join(" ") : typed;
  }
  function isDay(word) {
    return /^(d\d{6}(\d\d)?|m\d{4})$/.test(word);
  }

  /* How many letters must be changed, left out, put in or swapped; more than `most` is not counted on. */
  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    var before = [],
      above = [];
    for (var at = 0; at <= other.length; at += 1) above.push(at);
    for (var row = 1; row <= one.length; row += 1) {
      var line = [row],
        least = row;
      for (var col = 1; col <= other.length; col += 1) {
        var same = one[row - 1] === other[col - 1] ? 0 : 1;
        var cost = Math.min(above[col] + 1, line[col - 1] + 1, above[col - 1] + same);
        if (row > 1 && col > 1 && one[row - 1] === other[col - 2] && one[row - 2] === other[col - 1])
          cost = Math.min(cost, before[col - 2] + 1);
        line.push(cost);
        least = Math.min(least, cost);
      }
      if (least > most) return most + 1;
      before = above;
      above = line;
    }
    return above[other.length];
  }

  /* The consonants of a name in Latin letters: vowels are written in many ways, or not at all. */
  function skeleton(word) {
    return word
      .replace(/ph/g, "f")
      .replace(/kh|ch|q|c/g, "k")
      .replace(/[aeiouyw]/g, "");
  }

  /* The known word that a word comes nearest to, or null; `known` are words, some with a Latin spelling behind a `|`. */
  function nearest(word, known) {
    var most = word.length < 4 ? 0 : word.length < 5 ? 1 : 2,
      best = null,
      least = most + 1,
      bones = /^[a-z]+$/.test(word) && skeleton(word.replace(/([a-z])\1+/g, "$1"));
    known.some(function (entry) {
      var parts = entry.split("|"),
        written = bare(parts[0]);
      var far = Math.min.apply(
        null,
        [written].concat(parts.slice(1)).map(function (form) {
          return distance(word, form, most);
        }),
      );
      if (parts[1] && bones && bones.length > 1 && skeleton(parts[1]) === bones) far = Math.min(far, 0.5);
      if (word.length > 3 && far && written[0] !== word[0]) far += 0.5;
      if (far < least) {
        least = far;
        best = parts[0];
      }
      return far === 0;
    });
    return best;
  }

  return { bare: bare, split: split, asked: asked, isDay: isDay, distance: distance, nearest: nearest };
})();
