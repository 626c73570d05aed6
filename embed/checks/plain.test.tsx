// Compiled, never run: the element in TSX without React.
import "@bankident/onboarding";

declare function h(name: string, attributes: object | null, ...children: unknown[]): unknown;

export const onboarding = <bankident-onboarding class="wide" token="t" locale="en" />;
// @ts-expect-error: there is no such language
export const wrong = <bankident-onboarding token="t" locale="fr" />;
h("", null);
