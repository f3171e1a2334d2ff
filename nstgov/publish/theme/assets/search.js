/*
 * The search page. Pagefind looks through the index; what it finds is put on the page as text, never as HTML: of an
 * excerpt only the marks are taken, and an address must lie within this site.
 */
(function () {
  "use strict";
  var site = new URL("..", document.currentScript.src).href;
  var PER_TURN = 10,
    PATIENCE = 200;
  var FILTERS = ["kind", "stage", "circle", "year"];
  var LOOKED_AT = 10,
    RAISED = 20,
    BENT = 0.9,
    LISTS = 12;
  var loading = null,
    knowing = null,
    shards = [],
    turn = 0;

  var language = document.documentElement.lang.split("-")[0],
    typing = window.searchWords,
    literal = "";

  function the(id) {
    return document.getElementById("search-" + id);
  }
  function says(word, count) {
    var text = document.querySelector('[data-says="' + word + '"]').textContent;
    return text.replace("{count}", (count || 0).toLocaleString(document.documentElement.lang));
  }
  function tell(text) {
    the("told").textContent = text;
  }

  /* Pagefind and all shards of the index, once somebody wants to search. */
  function pagefind() {
    loading =
      loading ||
      fetch(site + "pagefind/shards.json")
        .then(function (answer) {
          if (!answer.ok) throw new Error("no index");
          return answer.json();
        })
        .then(function (told) {
          shards = told.shards;
          return import(site + "pagefind/0/pagefind.js").then(function (found) {
            var merged = found
              .options({ excerptLength: 28, ranking: { metaWeights: { title: 8, on: 8, also: 1 } } })
              .then(function () {
                return found.init();
              });
            return merged
              .then(function () {
                return Promise.all(
                  told.shards.slice(1).map(function (shard) {
                    return found.mergeIndex(site + "pagefind/" + shard.name + "/");
                  }),
                );
              })
              .then(function () {
                return found;
              });
          });
        });
    loading.catch(function () {
      loading = null;
    });
    return loading;
  }

  /* A circle, and those that stand below it in the list. */
  function within(select) {
    var chosen = select.selectedIndex,
      all = select.options,
      ids = [select.value];
    var depth = Number(all[chosen].dataset.depth);
    for (var at = chosen + 1; at < all.length && Number(all[at].dataset.depth) > depth; at += 1)
      ids.push(all[at].value);
    return { any: ids };
  }
  function asked() {
    var filters = {};
    FILTERS.forEach(function (name) {
      var select = the(name);
      if (select.value) filters[name] = name === "circle" ? within(select) : select.value;
    });
    return {
      words: typing.asked(the("words").value, language, months()),
      filters: filters,
      byDay: the("order").value === "day",
    };
  }

  /* The months by their names, as the page lists them: one a line. */
  function months() {
    var found = {};
    document
      .querySelector("[data-says=months]")
      .textContent.split("\n")
      .forEach(function (names, at) {
        names.split(" ").forEach(function (name) {
          found[typing.bare(name)] = at + 1;
        });
      });
    return found;
  }

  /* The id of a result holds its day and its shard: en_20260301_9c27b1f0_a1b2c3d. */
  function place(result) {
    return /_(\d{8})_([0-9a-f]+)_/.exec(result.id) || ["", "", ""];
  }
  function day(result) {
    return place(result)[1];
  }
  function laterFirst(one, other) {
    return day(one) < day(other) ? 1 : day(one) > day(other) ? -1 : 0;
  }

  function element(tag, className, text) {
    var made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }
  function plain(text) {
    return text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
  }
  function excerpt(text) {
    var line = element("p", "excerpt");
    line.dir = "auto";
    text.split(/<mark>([^]*?)<\/mark>/).forEach(function (part, at) {
      if (part) line.append(at % 2 ? element("mark", "", plain(part)) : plain(part));
    });
    return line;
  }
  function named(select, value) {
    var option = Array.prototype.find.call(select.options, function (one) {
      return one.value === value;
    });
    return option ? option.textContent.trim() : value;
  }
  function facts(meta) {
    var line = element("p", "chips small soft"),
      parts = [];
    if (meta.kind) parts.push(named(the("kind"), meta.kind));
    if (meta.stage) parts.push(named(the("stage"), meta.stage));
    line.append(parts.join(" · "));
    if (meta.day) {
      var time = element(
        "time",
        "",
        new Date(meta.day + "T12:00:00").toLocaleDateString(document.documentElement.lang.replace(/^en$/, "en-GB"), {
          dateStyle: "long",
        }),
      );
      time.dateTime = meta.day;
      line.append(parts.length ? " · " : "", time);
    }
    return line;
  }
  function shown(data) {
    var address = new URL(data.raw_url || data.url, site).href;
    var row = element("li"),
      title = element("p", "title"),
      link = element("a", "", data.meta.title || address);
    if (address.indexOf(site) === 0) link.href = address;
    link.dir = "auto";
    title.append(link);
    row.append(title, facts(data.meta), excerpt(data.excerpt));
    return row;
  }

  /*
   * A shard that does not have a word offers pages with the beginning of it. What is marked in a result must hold a
   * word that was asked for, or at least half of it: names bend, and searching follows their stems.
   */
  /* The beginning of a word, which bends at its end; numbers, days and ids do not. */
  function stem(word) {
    return /[\d-]/.test(word) ? word : word.slice(0, Math.max(3, Math.ceil(word.length * 0.75)));
  }
  function textOf(data) {
    var kind = named(the("kind"), data.meta.kind || "");
    return typing.bare([data.meta.title, kind, data.meta.on, data.meta.also, data.content].join(" "));
  }
  function fits(ask) {
    var sought = typing.split(ask);
    return function (data) {
      var marks = typing
        .bare([data.meta.title, data.meta.on, data.meta.also, data.excerpt].join(" "))
        .split(/<\/?mark>|\s+/);
      return (
        !sought.length ||
        marks.some(function (mark) {
          return sought.some(function (word) {
            return mark.indexOf(word.slice(0, Math.ceil(word.length / 2))) !== -1;
          });
        })
      );
    };
  }

  /* How many of the words it holds: names bend, numbers do not. */
  function countHeld(ask) {
    var sought = typing.split(ask);
    return function (data) {
      var text = textOf(data);
      return sought.filter(function (word) {
        return text.indexOf(stem(word)) !== -1;
      }).length;
    };
  }

  /*
   * A shard offers such beginnings for all of its results or for none. So the best one of each shard tells whether its
   * results count, and how many are found is known before they are shown.
   */
  function counting(results, isFitting, count) {
    var best = new Map();
    results.forEach(function (one) {
      var known = best.get(place(one)[2]);
      if (!known || one.score > known.score) best.set(place(one)[2], one);
    });
    if (best.size < 2) return Promise.resolve(results);
    return Promise.all(
      Array.from(best.values(), function (one) {
        return one.data();
      }),
    ).then(function (all) {
      var held = all.map(count),
        ofRecords = held.filter(function (_, at) {
          return isRecord(all[at]);
        });
      var least = Math.max.apply(null, ofRecords.concat(0)) || Math.max.apply(null, held);
      var good = new Set(
        Array.from(best.keys()).filter(function (_, at) {
          return isFitting(all[at]) && held[at] >= least;
        }),
      );
      return results.filter(function (one) {
        return good.has(place(one)[2]);
      });
    });
  }

  /* Some more of the results; `mine` tells whether somebody has asked for something else meanwhile. */
  function show(state, mine) {
    var batch = state.left.splice(0, PER_TURN);
    return Promise.all(
      batch.map(function (one) {
        return one.data();
      }),
    ).then(function (all) {
      if (mine !== turn) return;
      var fitting = all.filter(state.fits);
      state.count -= all.length - fitting.length;
      fitting.forEach(function (data) {
        the("found").append(shown(data));
      });
      state.room -= fitting.length;
      if (state.room > 0 && state.left.length) return show(state, mine);
      tell(state.count ? says("found", state.count) : says("nothing"));
      the("more").hidden = !state.left.length;
      the("more").onclick = function () {
        var next = the("found").children.length;
        state.room = PER_TURN;
        show(state, mine).then(function () {
          var row = the("found").children[next];
          if (row) row.querySelector("a").focus();
        });
      };
    });
  }
  function search() {
    var ask = asked(),
      mine = (turn += 1),
      nothing = !ask.words && !Object.keys(ask.filters).length;
    remember();
    if (nothing) {
      empty();
      tell(says("begin"));
      return;
    }
    tell(says("looking"));
    pagefind()
      .then(function (found) {
        return look(found, ask).then(function (state) {
          return literal === ask.words ? state : better(found, ask, state);
        });
      })
      .then(function (state) {
        if (mine !== turn) return null;
        empty();
        the("instead").hidden = !state.instead;
        if (state.instead) explain(ask.words, state.instead);
        return show(state, mine);
      })
      .catch(function () {
        if (mine !== turn) return;
        empty();
        tell(says("trouble"));
        the("without").hidden = false;
      });
  }

  /* What is found for what is asked, in the order in which it is to be shown. */
  function look(found, ask) {
    return found.search(ask.words || null, { filters: ask.filters }).then(function (answer) {
      var results = ask.byDay || !ask.words ? answer.results.slice().sort(laterFirst) : answer.results;
      var fitting = fits(ask.words);
      return (ask.words ? counting(results, fitting, countHeld(ask.words)) : Promise.resolve(results)).then(
        function (counted) {
          var inOrder = ask.byDay || !ask.words ? Promise.resolve(counted) : raised(counted, ask.words);
          return inOrder.then(function (all) {
            return { left: all.slice(), count: all.length, room: PER_TURN, fits: fitting };
          });
        },
      );
    });
  }

  /*
   * Among the best results, first what has all words in its title or is of that very name or day; where these are
   * equal, what explains comes behind what is on record.
   */
  function raised(results, ask) {
    var sought = typing.split(ask);
    return Promise.all(
      results.slice(0, RAISED).map(function (one) {
        return one.data();
      }),
    ).then(function (all) {
      var ranks = all.map(function (data) {
        var own = [data.meta.title, data.meta.on].map(function (text) {
          return (
            " " +
            typing
              .split(text || "")
              .join(" ")
              .replace(/["'’.,()-]+/g, " ")
          );
        });
        var held = own.map(function (text) {
          return sought.reduce(function (sum, word) {
            var whole = (text + " ").indexOf(" " + word.replace(/-/g, " ") + " ") !== -1;
            return sum + (whole ? 1 : text.indexOf(" " + stem(word).replace(/-/g, " ")) !== -1 ? BENT : 0);
          }, 0);
        });
        var most = Math.max.apply(null, held) / sought.length;
        var explains = data.meta.kind === "rule" || (data.meta.kind === "guide" && most < 1);
        return explains ? most / 2 : most;
      });
      var order = all.map(function (_, at) {
        return at;
      });
      order.sort(function (one, other) {
        return ranks[other] - ranks[one] || one - other;
      });
      return order
        .map(function (at) {
          return results[at];
        })
        .concat(results.slice(RAISED));
    });
  }

  /*
   * Where a word stands in none of the best results, it may be misspelt: what is found for the nearest words of titles
   * and names is shown in their place, and said.
   */
  function better(found, ask, state) {
    var sought = typing.split(ask.words).filter(function (word) {
      return word.length > 3 && !typing.isDay(word) && !/\d/.test(word);
    });
    if (!sought.length) return state;
    return Promise.all(
      state.left.slice(0, LOOKED_AT).map(function (one) {
        return one.data();
      }),
    ).then(function (all) {
      var fitting = all.filter(state.fits);
      var missing = sought.filter(isMissingIn(fitting.filter(isRecord)));
      return missing.length ? withNearest(found, ask, state, missing, missing.filter(isMissingIn(fitting))) : state;
    });
  }
  function isRecord(data) {
    return data.meta.kind !== "rule";
  }
  function isMissingIn(all) {
    var texts = all.map(textOf);
    return function (word) {
      return !texts.some(function (text) {
        return text.indexOf(stem(word)) !== -1;
      });
    };
  }
  /* A word that stands in a rule alone is well written, unless it spells a name in other letters. */
  function withNearest(found, ask, state, missing, unknown) {
    return knownWords().then(function (known) {
      var changed = false;
      var names = known.filter(function (entry) {
        return entry.indexOf("|") !== -1;
      });
      var put = typing.split(ask.words).map(function (word) {
        if (missing.indexOf(word) === -1) return word;
        var other = typing.nearest(word, unknown.indexOf(word) === -1 ? names : known);
        if (other && typing.bare(other) !== word) changed = true;
        return other || word;
      });
      if (!changed) return state;
      var instead = put.join(" ");
      return look(found, { words: instead, filters: ask.filters, byDay: ask.byDay }).then(function (second) {
        return second.count ? Object.assign(second, { instead: instead }) : state;
      });
    });
  }

  /* The words of titles and names, of the first and the youngest shards at most. */
  function knownWords() {
    knowing =
      knowing ||
      Promise.all(
        shards
          .filter(function (_, at) {
            return at < LISTS / 2 || at >= shards.length - LISTS / 2;
          })
          .map(function (shard) {
            return fetch(site + "pagefind/" + shard.name + "/words.json").then(function (answer) {
              return answer.ok ? answer.json() : {};
            });
          }),
      ).then(function (all) {
        return [].concat.apply(
          [],
          all.map(function (one) {
            return one[document.documentElement.lang] || [];
          }),
        );
      });
    return knowing;
  }
  function explain(word, other) {
    var line = the("instead").querySelector("span");
    line.textContent = says("instead").replace("{word}", the("words").value.trim()).replace("{other}", other);
    the("instead").querySelector("button").onclick = function () {
      literal = word;
      search();
      the("words").focus();
    };
  }
  function empty() {
    the("found").replaceChildren();
    the("more").hidden = true;
    the("instead").hidden = true;
  }

  /* What is asked stands in the address: it can be kept, sent on and come back to. */
  function fields() {
    return [the("words"), the("order")].concat(FILTERS.map(the));
  }
  function remember() {
    var query = new URLSearchParams();
    fields().forEach(function (field) {
      if (field.value.trim()) query.set(field.name, field.value.trim());
    });
    history.replaceState(null, "", query.toString() ? "?" + query : location.pathname);
  }
  function recall() {
    var query = new URLSearchParams(location.search);
    fields().forEach(function (field) {
      if (query.has(field.name)) field.value = query.get(field.name);
    });
    fields().forEach(function (field) {
      if (field.selectedIndex === -1) field.selectedIndex = 0;
    });
  }

  /* Down from the field to the results and up again; Escape begins anew. */
  function steer(event) {
    var links = Array.prototype.slice.call(the("found").querySelectorAll("a")),
      words = the("words");
    var stops = [words].concat(links),
      at = stops.indexOf(document.activeElement);
    if (at === -1 || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") {
      words.value = "";
      words.focus();
      search();
    } else if (event.key === "ArrowDown" && at + 1 < stops.length) stops[at + 1].focus();
    else if (event.key === "ArrowUp" && at > 0) stops[at - 1].focus();
    else if (event.key === "Enter" && at === 0) search();
    else return;
    event.preventDefault();
  }

  document.addEventListener("DOMContentLoaded", function () {
    var waiting = 0;
    the("without").hidden = true;
    the("form").hidden = false;
    recall();
    search();
    the("words").addEventListener("focus", function () {
      pagefind().catch(function () {
        /* told when searching */
      });
    });
    the("words").addEventListener("input", function () {
      clearTimeout(waiting);
      waiting = setTimeout(search, PATIENCE);
    });
    fields()
      .slice(1)
      .forEach(function (field) {
        field.addEventListener("change", search);
      });
    document.addEventListener("keydown", steer);
  });
})();
