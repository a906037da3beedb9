/**
 * Classes that are left out on purpose, by suite, each with the reason. They count in `all`, and are counted apart from what is looked for.
 */
const LEFT_OUT: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  bandit: {
    'an import opens nothing': /^B4(?:0[1-9]|1[0-5]) /,
    'no shell reads the words': /^B60[367] /,
    'a missing time limit is no hole, nor are asserts and swallowed exceptions': /^B(?:113|101|110|112) /,
    'models without a revision are how they are loaded': /^B615 /,
    'an address is judged where a stranger gives it': /^B310 /,
    'random numbers are judged where they become a secret': /^B311 /,
    'XML is judged where strangers send it': /^B31[3-9] |^B320 /,
    'whoever starts the server chooses its address': /^B104 /,
  },
  gosec: {
    'overflow, slices and loops are no matter of security by themselves': /^G(?:109|115|601|602)$/,
    'unsafe code, errors, contexts and time limits are other reviewers’': /^G(?:103|104|112|114|118)$/,
    'random numbers are judged where they become a secret': /^G404$/,
    'paths and addresses from the surroundings or the command line are the caller’s own': /^G(?:304|107)$/,
    'a field of a configuration is named Password': /^G117$/,
    'whoever starts the server chooses its address': /^G102$/,
    'lines of a log': /^G706$/,
    'net/smtp refuses the signs itself': /^G707$/,
  },
  zizmor: {
    'style, or a hint at another way':
      /^(?:obfuscation|superfluous-actions|self-repository|misfeature|archived-uses|adhoc-packages)$/,
    'a trigger alone, or a credential of the checkout, opens nothing': /^(?:dangerous-triggers|artipacked)$/,
  },
};

/** Whether a class is left out on purpose. */
export function isLeftOut(suite: string, name: string): boolean {
  return Object.values(LEFT_OUT[suite] ?? {}).some((names) => names.test(name));
}
