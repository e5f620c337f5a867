/** Languages a text can be translated to. docs: fundamentals/message-translation */
export const TRANSLATION_LANGUAGES: ReadonlySet<string> = new Set(
  (
    "af sq am ar hy az bn bs bg ca zh zh-TW hr cs da fa-AF nl en et fa tl fi fr fr-CA ka de el gu ht ha he hi hu is " +
    "id ga it ja kn kk ko lv lt mk ms ml mt mr mn no ps pl pt pt-PT pa ro ru sr si sk sl so es es-MX sw sv ta te th " +
    "tr uk ur uz vi cy"
  ).split(" "),
);

/** The language every text is taken to be in, and the one to translate to when none is named. docs: the same page */
export const TRANSLATION_DEFAULT = "en";
