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
   */
  error: { code: string; reference: string };
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
    "bankident-onboarding": HTMLElement;
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
