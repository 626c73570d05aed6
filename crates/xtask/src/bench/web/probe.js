// Runs in every measured page before the page's own scripts. All times are in milliseconds since the navigation began
// (`performance.now()`); a time "shown" is taken right after the frame that shows it.
//
// `page` is what `pages.rs` says of the page: selectors of the button, of what follows from pressing it, of the sign that
// the page's own program is there; and whether the boxes and the button are pressed at all.
((page) => {
  const PRESS_AGAIN_AFTER = 5000;
  const seen = { firstPaint: null, takenOver: null, longestTask: 0, layoutShift: 0 };
  const pressed = { boxThere: null, ticked: null, button: null, answered: null, asked: 0, lost: 0 };
  const screens = [];
  const find = (selector) => document.querySelector(selector);
  const boxes = () => [...document.querySelectorAll("input[type=checkbox]")].slice(0, 2);
  const tell = (message) => bench(JSON.stringify(message));

  const observe = (type, each) =>
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
  observe("paint", (entry) => {
    if (entry.name === "first-contentful-paint") seen.firstPaint = entry.startTime;
  });
  observe("longtask", (entry) => {
    seen.longestTask = Math.max(seen.longestTask, entry.duration);
  });
  observe("layout-shift", (entry) => {
    if (!entry.hadRecentInput) seen.layoutShift += entry.value;
  });

  // Called in a frame's callback: its message comes after style, layout and paint of this frame.
  const shown = (then) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => then(performance.now());
    port2.postMessage(null);
  };

  // The middle of a box or a button, or a place beside the text of its label; nothing where a press would not reach it.
  const target = (element) => {
    const label = element.labels?.[0];
    const middle = element.getBoundingClientRect();
    const beside = label?.getBoundingClientRect();
    const places = [[middle.left + middle.width / 2, middle.top + middle.height / 2]];
    if (beside) places.push([beside.left + 8, beside.top + beside.height / 2]);
    return places.find(([x, y]) => {
      const hit = document.elementFromPoint(x, y);
      return hit && (element.contains(hit) || (label?.contains(hit) && !hit.closest("a")));
    });
  };

  const look = (button) => button && [button.innerText, button.value, button.ariaDisabled, button.ariaBusy].join();

  // Asks for presses of every box without a tick and of the button, as soon as all of them can be reached, and again
  // where a tick was lost or nothing came of it.
  let asked = null;
  let before = null;
  let ticks = [false, false];
  let finished = false;
  const press = (now) => {
    const [first, second] = boxes();
    const button = find(page.button);
    if (!second || !button) return;
    [first, second].forEach((box, place) => {
      if (ticks[place] && !box.checked) {
        pressed.lost += 1;
        pressed.ticked = null;
        asked = null;
      }
      if (place === 0 && box.checked && !ticks[place]) shown((time) => (pressed.ticked = time));
      ticks[place] = box.checked;
    });
    if (asked !== null && now - asked < PRESS_AGAIN_AFTER) return;
    if (asked === null) button.scrollIntoView({ block: "end", behavior: "instant" });
    const targets = [first, second].filter((box) => !box.checked).concat(button).map(target);
    if (!targets.every(Boolean)) return;
    pressed.boxThere ??= performance.now();
    pressed.asked += 1;
    asked = now;
    tell({ press: targets });
  };

  addEventListener(
    "click",
    (event) => {
      const button = find(page.button);
      // A program may press the button again for the customer, once it is there: theirs is the press that counts.
      if (finished || !event.isTrusted || !button?.contains(event.target)) return;
      before = look(button);
      pressed.button = performance.now();
    },
    true,
  );

  const frame = (now) => {
    if (seen.takenOver === null && document.readyState !== "loading" && find(page.ready)) {
      seen.takenOver = performance.now();
      shown((time) => {
        seen.takenOver = time;
        tell({ takenOver: true });
      });
    }
    if (page.pressed && !finished) {
      const effect = find(page.effect);
      if (before !== null && pressed.answered === null && (effect || look(find(page.button)) !== before)) {
        pressed.answered = now;
        shown((time) => (pressed.answered = time));
      }
      if (effect) {
        finished = true;
        shown((time) => {
          // Where all presses fell into one frame, what followed is the proof of the ticks.
          pressed.ticked ??= time;
          tell({ effect: true });
        });
      } else {
        press(now);
      }
    }
    const step = find("main[data-step]")?.dataset.step;
    if (step && screens.at(-1)?.step !== step) {
      const screen = { step, shown: null };
      screens.push(screen);
      shown((time) => {
        screen.shown = time;
        tell({ screen: step });
      });
    }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);

  // Fills a form of the wizard as a person would: every input hears what was typed or chosen. Answers where its button is.
  const fill = (values) => {
    for (const [name, value] of Object.entries(values)) {
      const radio = find(`input[type=radio][name="${name}"][value="${value}"]`);
      if (radio) {
        radio.click();
        continue;
      }
      const input = find(`[name="${name}"]`);
      input.focus();
      Object.getOwnPropertyDescriptor(Object.getPrototypeOf(input), "value").set.call(input, value);
      for (const type of ["input", "change"]) input.dispatchEvent(new Event(type, { bubbles: true }));
    }
    const button = find(page.button);
    button.scrollIntoView({ block: "end", behavior: "instant" });
    return target(button);
  };

  // When the last answer to a request arrived.
  const answered = (path) => {
    const answers = performance.getEntriesByName(new URL(path, location).href, "resource");
    return answers.at(-1)?.responseEnd ?? null;
  };

  // The browser notes an answer after the page has read it.
  const noted = (path) =>
    new Promise((done) => {
      const observer = new PerformanceObserver(() => {
        if (answered(path) === null) return;
        observer.disconnect();
        done(true);
      });
      observer.observe({ type: "resource", buffered: true });
    });

  window.benchProbe = { fill, noted, report: () => ({ seen, pressed, screens, answers: page.answers.map(answered) }) };
})(PAGE);
