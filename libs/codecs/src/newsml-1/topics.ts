import { inLanguage, value } from '../newsml-g2/nar.js';
import { textOrNothing } from '../present.js';
import { child, elements, textOf, type XmlElement } from '../xml/xml-node.js';

/** The vocabularies that a document brings with it (NewsML 1.2, TopicSet): what the names and pointers in it stand for. */
export class Topics {
  private readonly byId = new Map<string, XmlElement>();
  private readonly byName = new Map<string, XmlElement>();

  constructor(root: XmlElement) {
    this.index(root);
  }

  private index(element: XmlElement): void {
    for (const inner of elements(element)) {
      if (inner.local === 'Topic') this.add(inner);
      else if (inner.local !== 'DataContent') this.index(inner);
    }
  }

  private add(topic: XmlElement): void {
    const id = value(topic, 'Duid');
    if (id !== undefined) this.byId.set(id, topic);
    for (const name of elements(topic, 'FormalName')) {
      const text = textOrNothing(textOf(name));
      if (text === undefined) continue;
      const scheme = value(name, 'Scheme');
      for (const key of scheme === undefined ? [text] : [text, `${scheme} ${text}`])
        if (!this.byName.has(key)) this.byName.set(key, topic);
    }
  }

  /**
   * The topic that an element points to, or whose formal name it has: from a vocabulary of this document, or from the
   * scheme that the topic's is from.
   */
  topicOf(element: XmlElement): XmlElement | undefined {
    const pointer = value(element, 'Topic') ?? value(element, 'ValueRef');
    if (pointer?.startsWith('#')) return this.byId.get(pointer.slice(1));
    const name = value(element, 'FormalName') ?? value(element, 'Value');
    if (name === undefined) return undefined;
    const scheme = value(element, 'Scheme');
    const isLocal = value(element, 'Vocabulary')?.startsWith('#');
    if (isLocal) return this.byName.get(name);
    return scheme === undefined ? undefined : this.byName.get(`${scheme} ${name}`);
  }

  /** What the topic of an element is called in words, in the language where there are several. */
  nameOf(element: XmlElement, language: string | undefined): string | undefined {
    const topic = this.topicOf(element);
    if (topic === undefined) return undefined;
    const all = elements(topic, 'Description');
    // A code for other systems is no name.
    const named = all.filter((one) => value(one, 'Variant')?.toLowerCase() === 'name');
    const description = inLanguage(named.length > 0 ? named : all, language);
    const name = description ?? child(topic, 'FormalName');
    return name && textOrNothing(textOf(name));
  }

  /** The kind of the topic, such as `Person` or `Country`. */
  typeOf(topic: XmlElement): string | undefined {
    const type = child(topic, 'TopicType');
    return type && formalName(type);
  }

  /** The topic's own formal name, a code mostly. */
  codeOf(topic: XmlElement): string | undefined {
    const name = child(topic, 'FormalName');
    return name && textOrNothing(textOf(name));
  }
}

export const formalName = (element: XmlElement | undefined): string | undefined =>
  value(element, 'FormalName');

/** A formal name as a word to compare: without an alias or address before it, in lower case. */
export const wordOf = (element: XmlElement | undefined): string =>
  (formalName(element) ?? '')
    .replace(/^.*[:#/]/, '')
    .trim()
    .toLowerCase();
