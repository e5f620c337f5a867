import * as z from "zod";
import { operation } from "../operation.ts";
import { TRANSLATION_DEFAULT, TRANSLATION_LANGUAGES } from "../rules/languages.ts";
import { pairKey, type State } from "../state.ts";

export interface Translation {
  readonly message_translated: string;
  readonly language_translated: string;
  readonly error: string | null;
  readonly error_description: string | null;
}

/**
 * Translates a text: to what a test has said, or else to the text itself behind the language's code. Every text is taken
 * for English. docs: fundamentals/message-translation; that `msgId` is not looked up is assumed.
 */
export const translateText = operation({
  name: "translateText",
  access: "user",
  input: () =>
    z.object({
      text: z.string().min(1),
      languages: z.array(z.string()).default([]),
      msgId: z.union([z.string(), z.number()]).optional(),
    }),
  run({ state }, { text, languages, msgId }) {
    const wanted = languages.length > 0 ? languages : [TRANSLATION_DEFAULT];
    const translations = wanted.map((language) => translate(state, text, language));
    return { msgId, translations, language_original: TRANSLATION_DEFAULT };
  },
});

/** Says what a text is translated to; without a translation, takes that back. */
export const scriptTranslation = operation({
  name: "scriptTranslation",
  access: "key",
  input: () =>
    z.object({
      text: z.string().min(1),
      language: z.enum([...TRANSLATION_LANGUAGES]),
      translation: z.string().optional(),
    }),
  run({ state }, { text, language, translation }): void {
    if (translation === undefined) state.scriptedTranslations.remove(pairKey(language, text));
    else state.scriptedTranslations.put({ text, language, translation });
  },
});

function translate(state: State, text: string, language: string): Translation {
  if (!TRANSLATION_LANGUAGES.has(language)) {
    const pair = `${TRANSLATION_DEFAULT} to ${language}`;
    return {
      message_translated: "",
      language_translated: language,
      error: "UnsupportedLanguagePairException",
      error_description: `Unsupported language pair: ${pair}. Target language '${language}' is not supported`,
    };
  }
  const made = language === TRANSLATION_DEFAULT ? text : `[${language}] ${text}`;
  const message_translated = state.scriptedTranslations.get(pairKey(language, text))?.translation ?? made;
  return { message_translated, language_translated: language, error: null, error_description: null };
}
