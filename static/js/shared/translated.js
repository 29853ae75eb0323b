// A browser that translates puts <font> in the place of our text, and what we write afterwards goes where nobody sees it.

/**
 * Keeps a page of ours right under translation: our text stays where it is, empty beside its translation; when it says
 * something else, or is gone, so is the translation of what it said.
 *
 * @param {Node} root
 */
export function surviveTranslation(root) {
  /** @type {Map<Text, Element>} */
  const fonts = new Map();
  const observer = new MutationObserver((records) => {
    for (const record of records) {
      if (record.type === "characterData") renewed(/** @type {Text} */ (record.target));
      else for (const node of record.removedNodes) if (node instanceof Text) removed(node, record);
    }
    observer.takeRecords(); // of what was done here
  });
  observer.observe(root, { subtree: true, childList: true, characterData: true });

  /** @param {Text} text */
  function renewed(text) {
    if (text.data) drop(text);
  }

  /** @param {Text} text @param {MutationRecord} record */
  function removed(text, record) {
    if (fonts.has(text)) return drop(text);
    const font = translationOf(record);
    if (!font || text.isConnected) return;
    text.data = "";
    font.before(text);
    fonts.set(text, font);
  }

  /** @param {Text} text */
  function drop(text) {
    fonts.get(text)?.remove();
    fonts.delete(text);
  }
}

/** @param {MutationRecord} record @returns {Element | undefined} */
function translationOf({ addedNodes, previousSibling, nextSibling }) {
  const near = [...addedNodes, previousSibling, nextSibling];
  return /** @type {Element | undefined} */ (near.find((node) => node?.nodeName === "FONT" && node.isConnected));
}
