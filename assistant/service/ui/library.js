// The Library and Settings pages: files on their way to the library, the list's words and order, a paper's address.
// As in look.js, what is shown comes from the server; only the names and the progress of files are written here, as text.
(() => {
  const { send, changed } = window.litreview;
  const $ = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const say = (text) => ($("#said").textContent = text);

  // The list
  let offset = 0;
  const query = () => ({ ...Object.fromEntries(new FormData($(".finder"))), offset });
  const browse = (to = 0) => {
    offset = to;
    send.browse(query());
  };
  const orderBy = (order) => {
    $(".finder [name=order]").value = order;
    browse();
  };
  const turnTo = (to) => {
    browse(to);
    scrollTo({ top: 0 });
  };
  let pressed = null; // what had the focus in the list, which is drawn anew
  changed.papers = () => {
    const again = pressed && $(`#papers ${pressed}`);
    pressed = null;
    if (again && !again.disabled) again.focus({ preventScroll: true });
    if (document.activeElement === document.body && again?.disabled) $("#papers .pager button:enabled")?.focus();
  };

  // A paper's page; its address is its own, so that it can be kept, sent and gone back from
  let left = null; // where the reader was in the list
  const asked = () => new URL(location.href).searchParams.get("paper") || "";
  const shown = () => $("#paper .paper")?.dataset.id;
  const open = (paper) => {
    if (paper && !$("#paper .paper")) left = { top: scrollY, paper };
    send.openPaper({ paper });
  };
  const goTo = (paper) => {
    const url = new URL(location.href);
    if (paper) url.searchParams.set("paper", paper);
    else url.searchParams.delete("paper");
    if (url.href !== location.href) history.pushState(null, "", url);
    open(paper);
  };
  let drawn = "";
  let removing = false;
  changed.paper = () =>
    requestAnimationFrame(() => {
      const now = $("#paper .paper");
      const id = now ? now.dataset.id || "none" : "";
      if (id === drawn) return;
      drawn = id;
      if (now) {
        scrollTo({ top: 0 });
        if (now.getClientRects().length) $("h1", now).focus({ preventScroll: true });
        return;
      }
      if (asked()) history.replaceState(null, "", location.pathname);
      if (removing) say("The paper was removed.");
      removing = false;
      if (!left) return;
      scrollTo({ top: left.top });
      $(`#papers [data-paper="${CSS.escape(left.paper)}"]`)?.focus({ preventScroll: true });
      left = null;
    });
  addEventListener("popstate", () => asked() !== (shown() || "") && open(asked()));
  // Files: one after the other, each with its own progress and its own result
  const queue = [];
  let running = null; // the request under way
  let busy = false;
  let stopped = false; // by the reader
  let pause = 0; // seconds that the service, which has enough, asked for last
  const paused = () => new Promise((later) => setTimeout(later, pause * 1000));
  let total = null;
  let sources = [];
  const fresh = () => ({ files: 0, failed: 0, read: 0, added: 0, merged: 0, updated: 0, unchanged: 0 });
  const files = () => $("#uploads .files");
  const most = () => Number($("#add .add").dataset.most);
  const plain = new Intl.NumberFormat("en");

  const rowOf = (name) => {
    const row = $("#uploads template").content.firstElementChild.cloneNode(true);
    $(".file", row).textContent = name;
    const bar = $("progress", row);
    bar.setAttribute("aria-label", name);
    $(".state", row).textContent = "waiting";
    files().append(row);
    return {
      state(text, share) {
        $(".state", row).textContent = text;
        if (share === undefined) bar.removeAttribute("value");
        else bar.value = share;
      },
      end(text, how) {
        $(".state", row).textContent = text;
        row.className = how;
        bar.remove();
      },
      see() {
        const list = files();
        if (row.offsetTop + row.offsetHeight > list.scrollTop + list.clientHeight || row.offsetTop < list.scrollTop)
          list.scrollTop = row.offsetTop - list.clientHeight / 2;
      },
    };
  };
  const took = (report) => {
    const parts = [`${plain.format(report.read)} read`];
    const named = { added: "new", merged: "merged", updated: "changed", unchanged: "unchanged" };
    for (const [count, name] of Object.entries(named)) if (report[count]) parts.push(`${plain.format(report[count])} ${name}`);
    if (report.rejected.length) parts.push(`${plain.format(report.rejected.length)} rejected`);
    return parts.join(", ");
  };
  const detail = (text, status) => {
    try {
      return JSON.parse(text).detail || `refused (${status})`;
    } catch {
      return status === 401 || status === 403 ? "you are signed out; reload the page and sign in" : `refused (${status})`;
    }
  };
  // One file as the body of its own request: upload first, then events as it is read and indexed.
  const post = ({ file, name, row }) =>
    new Promise((done) => {
      const request = (running = new XMLHttpRequest());
      let heard = 0;
      let result = { problem: "the connection broke; what was read stays, add the file again" };
      request.open("POST", `/api/add?name=${encodeURIComponent(name)}`);
      request.setRequestHeader("Accept", "text/event-stream");
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.upload.addEventListener("progress", (event) => {
        row.state("sending", event.total ? (event.loaded / event.total) * 0.5 : 0);
      });
      request.upload.addEventListener("load", () => row.state("reading"));
      const hear = () => {
        const events = request.responseText.slice(heard).split("\n\n");
        heard += request.responseText.length - heard - events.pop().length;
        for (const event of events) {
          const kind = /^event: ?(.*)$/m.exec(event)?.[1];
          const data = /^data: ?(.*)$/m.exec(event)?.[1];
          if (!kind || !data) continue;
          const value = JSON.parse(data);
          if (kind === "progress" && value.total) row.state("indexing", 0.5 + (value.done / value.total) * 0.5);
          if (kind === "progress" && !value.total) row.state(`reading, ${plain.format(value.done)} so far`);
          if (kind === "report") result = { report: value };
          if (kind === "problem") result = { problem: value.detail };
        }
      };
      request.addEventListener("abort", () => (result = {}));
      request.addEventListener("progress", () => request.status === 200 && hear());
      request.addEventListener("loadend", () => {
        running = null;
        if (request.status === 200) hear();
        else if (request.status === 429) result = { wait: Number(request.getResponseHeader("Retry-After")) || 1 };
        else if (request.status) result = { problem: detail(request.responseText, request.status) };
        done(result);
      });
      request.send(file);
    });
  const sendOne = async (one) => {
    if (one.file.size > most()) return { problem: `is larger than ${plain.format(most() / 1e6)} MB; split it and add the parts` };
    if (!one.file.size) return { problem: "is empty" };
    one.row.see();
    let result = await post(one);
    while (result.wait && !stopped) {
      one.row.state("waiting a little");
      pause = result.wait;
      await paused();
      if (!stopped) result = await post(one);
    }
    return result;
  };
  const count = ({ report, problem }, row) => {
    total.files += 1;
    if (!report) {
      total.failed += 1;
      return row.end(problem || "stopped", "failed");
    }
    for (const name of ["read", "added", "merged", "updated", "unchanged"]) total[name] += report[name];
    sources.push(...new Set(report.rejected.map((one) => one.source)));
    row.end(took(report), report.rejected.length ? "partly" : "taken");
  };
  const meter = () => {
    const bar = $("#uploads .whole");
    bar.max = Math.max(1, total.files + queue.length + (running ? 1 : 0));
    bar.value = total.files;
  };
  const run = async () => {
    busy = true;
    stopped = false;
    pause = 0;
    document.body.classList.add("adding");
    while (queue.length) {
      const one = queue.shift();
      const result = await sendOne(one);
      count(result, one.row);
      meter();
    }
    await paused(); // what is asked next is let in too
    busy = false;
    document.body.classList.remove("adding");
    document.body.classList.add("added");
    send.added({ ...query(), added: total, sources });
  };
  const take = (found) => {
    if (!found.length || !$("#add .add[data-most]")) return;
    if (!busy) {
      files().replaceChildren();
      document.body.classList.remove("added");
      total = fresh();
      sources = [];
    }
    if (shown() !== undefined) goTo("");
    queue.push(...found.map(({ file, name }) => ({ file, name, row: rowOf(name) })));
    meter();
    say(`Adding ${plain.format(found.length)} ${found.length === 1 ? "file" : "files"}.`);
    if (!busy) {
      run();
      $("#adding-title").focus({ preventScroll: true });
    }
  };
  const stop = () => {
    stopped = true;
    for (const one of queue.splice(0)) count({ problem: "not sent" }, one.row);
    running?.abort();
  };
  changed.report = () => {
    const outcome = $("#report .outcome");
    if (outcome) say(outcome.textContent);
  };
  addEventListener("beforeunload", (event) => busy && event.preventDefault());

  // Files and folders, dropped or chosen
  const within = (entry) =>
    new Promise((found, failed) => {
      if (entry.isFile) return entry.file((file) => found([{ file, name: entry.fullPath.replace(/^\//, "") }]), failed);
      const reader = entry.createReader();
      const entries = [];
      const more = () =>
        reader.readEntries(async (some) => {
          if (some.length) return entries.push(...some), more();
          const visible = entries.filter(({ name }) => !name.startsWith("."));
          found((await Promise.all(visible.map(within))).flat());
        }, failed);
      more();
    });
  const dropped = async (transfer) => {
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    if (!entries.length) return [...transfer.files].map((file) => ({ file, name: file.name }));
    return (await Promise.all(entries.map(within))).flat().sort((a, b) => (a.name < b.name ? -1 : 1));
  };
  const turnHere = async () => {
    $("#library-tab-button").click();
    while (!$("#uploads template") || !$("#add .add")) await new Promise(requestAnimationFrame); // drawn when first opened
  };
  const brings = (event) => event.dataTransfer?.types.includes("Files") && !$("#add .fixed");
  let over = 0;
  const hover = (by) => document.body.classList.toggle("dropping", (over = Math.max(0, over + by)) > 0);
  addEventListener("dragenter", (event) => brings(event) && (event.preventDefault(), hover(1)));
  addEventListener("dragleave", (event) => brings(event) && hover(-1));
  addEventListener("dragover", (event) => brings(event) && event.preventDefault());
  addEventListener("drop", async (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    hover(-over);
    const found = await dropped(event.dataTransfer);
    await turnHere();
    take(found);
  });

  // The list of what was rejected, as a file
  changed["rejected-file"] = () => {
    const text = $("#rejected-file pre");
    if (!text) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text.textContent], { type: "text/plain;charset=utf-8" }));
    link.download = text.dataset.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  const clicks = {
    "[data-order]": (one) => ((pressed = `th.${one.closest("th").classList[0]} button`), orderBy(one.dataset.order)),
    "[data-offset]": (one) => {
      pressed = `.pager button:nth-of-type(${all(".pager button").indexOf(one) + 1})`;
      turnTo(Number(one.dataset.offset));
    },
    "[data-clear-finder]": () => ($(".finder").reset(), browse(), $("#paper-words").focus()),
    "[data-paper]": (one, event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
      event.preventDefault();
      goTo(one.dataset.paper);
    },
    "[data-back-to-papers]": () => goTo(""),
    "[data-remove-paper]": (one) => {
      one.disabled = removing = true;
      send.removePaper({ ...query(), paper: one.dataset.removePaper });
    },
    "[data-keep]": (one) => {
      one.closest("details").open = false;
      $("summary", one.closest("details")).focus();
    },
    "[data-save]": (one) =>
      send.saveRejected({ form: one.dataset.save, sources: one.dataset.of === "report" ? sources : null }),
    "[data-stop-adding]": stop,
    "[data-close-adding]": () => document.body.classList.remove("added"),
    "[data-test-model]": (one) => (one.setAttribute("aria-disabled", "true"), send.testModel({})),
  };
  document.addEventListener("click", (event) => {
    for (const [selector, act] of Object.entries(clicks)) {
      const one = event.target.closest(selector);
      if (one) return act(one, event);
    }
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".finder")) return;
    event.preventDefault();
    browse();
  });
  let typing = 0;
  document.addEventListener("input", (event) => {
    if (!event.target.closest(".finder")) return;
    clearTimeout(typing);
    typing = setTimeout(() => browse(), event.target.matches("select") ? 0 : 200);
  });
  document.addEventListener("change", (event) => {
    if (!event.target.matches("#chosen-files, #chosen-folder")) return;
    take([...event.target.files].map((file) => ({ file, name: file.webkitRelativePath || file.name })));
    event.target.value = "";
  });
})();
