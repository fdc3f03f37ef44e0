// Streamlit's text area hands over its text when it is left. While someone types in the answer box,
// tell the box every 0.6 s that it was left; focus and cursor stay where they are.
(() => {
  if (window.hotseatDraftKeeper) return;
  window.hotseatDraftKeeper = true;

  const PAUSE_MS = 600;
  let box = null;
  let timer = null;

  const handOver = () => {
    clearTimeout(timer);
    timer = null;
    box?.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  };
  document.addEventListener("input", (event) => {
    if (!event.target.matches("[class*='st-key-answer-'] textarea")) return;
    box = event.target;
    timer ??= setTimeout(handOver, PAUSE_MS);
  });
  window.addEventListener("pagehide", handOver);
})();
