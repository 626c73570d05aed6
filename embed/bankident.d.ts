/** What a page tells the wizard. An option that is `undefined` is as good as left out. */
export interface MountOptions {
  /** The start token that your server got from `POST /partner/v1/journeys`. It opens the journey within ten minutes; the customer's first action redeems it. */
  token: string;
  /** Where the wizard is, `https://onboarding.example`. Only needed in a bundle: else it is where the script came from. */
  origin?: string | undefined;
  /** The language; else the customer's browser decides. */
  locale?: "de" | "en" | undefined;
  /** Light, dark, or as the customer's device prefers; only where your theme's `scheme` is `auto`. */
  scheme?: "light" | "dark" | "auto" | undefined;
  /**
   * What you know about the customer. It is filled in as if they had typed it, and stays in their browser until they have
   * accepted the terms. What is wrong in it comes back as an `error` with its `pointer`; the rest is filled in.
   */
  prefill?: Prefill | undefined;
}

/** The names and forms of Solaris' person. Everything may be left out or be `null`. */
export interface Prefill {
  salutation?: "MR" | "MS" | null | undefined;
  first_name?: string | null | undefined;
  last_name?: string | null | undefined;
  /** ISO 8601: `1978-07-15` */
  birth_date?: string | null | undefined;
  birth_city?: string | null | undefined;
  /** ISO 3166-1 alpha-2: `DE` */
  birth_country?: string | null | undefined;
  nationality?: string | null | undefined;
  address?: {
    line_1?: string | null | undefined;
    line_2?: string | null | undefined;
    postal_code?: string | null | undefined;
    city?: string | null | undefined;
    country?: string | null | undefined;
  } | null | undefined;
  email?: string | null | undefined;
  /** Best as E.164: `+4915112345678` */
  mobile_number?: string | null | undefined;
}

/** What happens, by name. Nothing personal is ever among it. */
export interface BankidentEvents {
  /** The wizard is there and has a journey. */
  ready: Record<string, never>;
  /** Another screen: its name, such as `iban`. */
  step: { step: string };
  /** The contract is signed. */
  complete: Record<string, never>;
  /** The journey has ended without a signature. */
  stopped: { reason: "rejected" | "video" | "deleted" };
  /**
   * The wizard cannot go on. `start-token-invalid`: ask your server for another token and mount again. `unreachable`: the frame
   * stays silent; the customer reads what helps. `reference` is for support, and empty where the wizard did not come.
   *
   * Only with `prefill-invalid` it goes on: `pointer` (RFC 6901) names the member of your prefill, `problem` what is wrong.
   */
  error: { code: string; reference: string; pointer?: string; problem?: string };
  /** The customer wants to go back to your page. The frame is gone already. */
  exit: Record<string, never>;
  /** The frame has another height, in CSS pixels. */
  resize: { height: number };
}

/** A wizard in the page. */
export interface Mounted {
  /** Takes it away. A second time is no mistake. */
  unmount(): void;
  setLocale(locale: "de" | "en"): void;
  setScheme(scheme: "light" | "dark" | "auto"): void;
  /** Calls back for each event; answers a function that ends it. */
  on<E extends keyof BankidentEvents>(event: E, listener: (detail: BankidentEvents[E]) => void): () => void;
}

export interface Bankident {
  /**
   * Shows the wizard in an element (or the first that a selector finds). An element that has one already gets another.
   * @throws {TypeError} where there is no such element, or the token is none.
   */
  mount(element: Element | string, options: MountOptions): Mounted;
  /** The version of the message protocol. */
  readonly version: number;
}

export declare const Bankident: Bankident;
export default Bankident;

/** The events of the element, `bankident-step` and so on; `detail` is what the listeners of `on` get. */
export type BankidentEventMap = {
  [E in keyof BankidentEvents as `bankident-${E}`]: CustomEvent<BankidentEvents[E]>;
};

/** The element. */
export interface BankidentElement extends HTMLElement {
  /** A property and no attribute. Set it before the `token`. */
  prefill?: Prefill | undefined;
}

/** The attributes of the element. */
export interface BankidentAttributes {
  token?: string | undefined;
  origin?: string | undefined;
  locale?: "de" | "en" | undefined;
  scheme?: "light" | "dark" | "auto" | undefined;
}

declare global {
  /** The same, for pages without modules of their own. */
  var Bankident: Bankident;

  interface HTMLElementTagNameMap {
    "bankident-onboarding": BankidentElement;
  }

  interface HTMLElementEventMap extends BankidentEventMap {}

  /** For TSX without React. */
  namespace JSX {
    interface IntrinsicElements {
      "bankident-onboarding": BankidentAttributes & { [attribute: string]: unknown };
    }
  }
}

/** For TSX with React, where it is. */
// @ts-ignore
declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      // @ts-ignore
      "bankident-onboarding": DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> & BankidentAttributes;
    }
  }
}
