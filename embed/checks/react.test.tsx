// Compiled, never run: the element in TSX with React's types.
import "@bankident/onboarding";
import { useRef } from "react";

export function Onboarding({ token, locale }: { token: string; locale: "de" | "en" | undefined }) {
  const element = useRef<HTMLElement>(null);
  return (
    <section>
      <bankident-onboarding ref={element} id="onboarding" className="wide" token={token} locale={locale} scheme="dark" />
      {/* @ts-expect-error: there is no such language */}
      <bankident-onboarding token={token} locale="fr" />
      {/* @ts-expect-error: there is no such element */}
      <bankident-offboarding token={token} />
    </section>
  );
}
