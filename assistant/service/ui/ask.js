// The Ask page: the box, the conversation as it grows, the clipboard, the list of conversations.
// What look.js does for all pages is not repeated here.
(() => {
  const { send, changed, say, closeSheets, fits } = window.litreview;
  const $ = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const narrow = matchMedia("(max-width: 1099px)");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const smooth = () => (calm.matches ? "auto" : "smooth");
  const box = () => $("#question");
  const writing = () => $("#current [data-writing]");

  // Asking
  let early = null; // a question that came before the page was there, which would take its place
  let asked = 0; // when, until the page shows it: a second press is no second question
  const filters = () => Object.fromEntries(all("#filters input").map((field) => [field.name, field.value.trim()]));
  const ask = (question, fresh = false) => {
    const text = question.trim();
    if (!text || writing() || Date.now() - asked < 2000) return false;
    asked = Date.now();
    const said = { question: text, fresh, ...filters() };
    if (chat === null) early = said;
    else send.ask(said);
    return true;
  };
  const grow = () => {
    const field = box();
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 168)}px`;
  };
  const compose = (text) => {
    box().value = text;
    grow();
    box().focus();
    box().setSelectionRange(text.length, text.length);
  };
  const submit = () => {
    if (fits(box()) && ask(box().value)) {
      box().value = "";
      grow();
    }
  };
  const nameFilters = () => {
    const set = Object.values(filters()).filter(Boolean);
    const button = $(".filters-button");
    $(".filters-set", button).textContent = set.length ? set.join(", ") : "Filters";
    button.classList.toggle("set", set.length > 0);
  };
  const toggleFilters = (open = $("#filters").hidden) => {
    $("#filters").hidden = !open;
    $(".filters-button").setAttribute("aria-expanded", open);
    if (open) $("#filters input").focus();
  };

  // The conversation on the page
  let chat = null;
  let count = 0;
  const address = (id) => {
    const url = new URL(location.href);
    if (id) url.searchParams.set("chat", id);
    else url.searchParams.delete("chat");
    if (url.href !== location.href) history.replaceState(null, "", url);
  };
  const toQuestion = (turn, behavior) => {
    if (!turn) return scrollTo({ top: 0 });
    const top = turn.getBoundingClientRect().top + scrollY - $("#pages .tab-wrapper").offsetHeight + 1;
    scrollTo({ top, behavior });
  };
  const settle = () => {
    if (chat === null && !$("#thread .turns, #thread .start") && !writing()) return; // told of, but not there yet
    const turns = $("#thread .turns");
    const id = turns?.dataset.chat || $("#current .turn")?.dataset.chat || "";
    const now = Number(turns?.dataset.count || 0);
    address(id);
    if (chat !== null && id !== chat && !(chat === "" && writing())) {
      closeSheets();
      toQuestion(writing() || all("#thread .turn").at(-1), "auto");
      if (!narrow.matches) box().focus({ preventScroll: true });
    } else if (now > count) {
      const sentences = all("#thread .turn:last-child .sentence").length;
      say(sentences ? `The answer is there, in ${sentences} sentences.` : "The library has no evidence for this.");
    }
    chat = id;
    count = now;
    if (early) send.ask(early);
    early = null;
  };
  let watched = null;
  changed.thread = () => {
    asked = 0;
    requestAnimationFrame(settle);
  };
  changed.current = () => {
    asked = 0;
    const turn = writing();
    if (turn && turn.dataset.chat !== watched) {
      watched = turn.dataset.chat;
      say("The question was asked.");
      requestAnimationFrame(() => (settle(), toQuestion(turn, smooth())));
    }
    if (!turn) watched = null;
  };

  // The clipboard; pages that are not on this machine and not on https have only the old way
  changed.copied = async () => {
    const text = $("#copied pre")?.textContent;
    if (!text) return;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    say("Copied.");
    const toast = $("#top .toast");
    toast.textContent = "Copied";
    toast.classList.add("shown");
    setTimeout(() => toast.classList.remove("shown"), 1600);
  };

  // The list of conversations
  const rename = (button) => {
    const item = button.closest("li");
    const field = document.createElement("input");
    field.className = "title-field";
    field.value = button.dataset.title;
    field.setAttribute("aria-label", "Title of the conversation");
    let ended = false;
    const end = (save) => {
      if (ended || !field.isConnected) return;
      ended = true; // before the field goes, which takes its focus and comes here again
      field.replaceWith(chosen);
      if (save && field.value.trim() && field.value !== button.dataset.title)
        send.rename({ chat: button.dataset.rename, title: field.value.trim() });
      button.focus();
    };
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") end(true);
      if (event.key === "Escape") end(false);
      event.stopPropagation();
    });
    field.addEventListener("blur", () => setTimeout(() => end(true))); // not while the list replaces it
    const chosen = $(".choose", item);
    chosen.replaceWith(field);
    field.focus();
    field.select();
  };
  const remove = (button) => {
    if (button.classList.contains("sure")) return send.remove({ chat: button.dataset.remove });
    const label = button.getAttribute("aria-label");
    button.classList.add("sure");
    button.setAttribute("aria-label", `Press again: ${label}`);
    const calmed = () => (button.classList.remove("sure"), button.setAttribute("aria-label", label));
    button.addEventListener("blur", calmed, { once: true });
  };

  const clicks = {
    "[data-ask]": (one) => ask(one.dataset.ask),
    "[data-again]": (one) => ask(one.dataset.again, true),
    "[data-edit]": (one) => compose(one.dataset.edit),
    "[data-copy]": (one) => {
      send.copy({ turn: Number(one.dataset.turn), form: one.dataset.copy });
      one.closest("details").open = false;
      $("summary", one.closest("details")).focus();
    },
    ".choose": (one) => send.choose({ chat: one.dataset.chat }),
    "[data-new]": () => send.new(),
    "[data-rename]": rename,
    "[data-remove]": remove,
    ".stop": () => send.stop(),
    ".filters-button": () => toggleFilters(),
    ".clear": () => (all("#filters input").forEach((field) => (field.value = "")), nameFilters()),
  };
  document.addEventListener("click", (event) => {
    for (const [selector, act] of Object.entries(clicks)) {
      const one = event.target.closest(selector);
      if (one) return act(one, event);
    }
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".composer")) return;
    event.preventDefault();
    submit();
  });
  let finding = 0;
  document.addEventListener("input", (event) => {
    if (event.target === box()) grow();
    if (event.target.closest("#filters")) nameFilters();
    if (event.target.matches(".find")) {
      clearTimeout(finding);
      finding = setTimeout(() => send.find({ words: event.target.value }), 150);
    }
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, textarea, select, [contenteditable]");
    if (event.target === box() && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      submit();
    } else if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && box()) {
      event.preventDefault();
      box().focus();
    }
  });
})();
