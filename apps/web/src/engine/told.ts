// SPDX-License-Identifier: Apache-2.0
/** What a visitor is to be told as it is: one sentence. Other errors are told in our own words. */
export class Told extends Error {}
