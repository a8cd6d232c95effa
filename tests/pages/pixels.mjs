// SPDX-License-Identifier: Apache-2.0
// Screenshots as numbers. The browser itself decodes them, in an empty page of its own.
export class Pixels {
  static async in(browser) {
    const pixels = new Pixels();
    pixels.context = await browser.newContext();
    pixels.page = await pixels.context.newPage();
    await pixels.page.evaluate(() => {
      window.decode = async (base64) => {
        const blob = await (await fetch('data:image/png;base64,' + base64)).blob();
        const picture = await createImageBitmap(blob);
        const paper = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
        paper.drawImage(picture, 0, 0);
        return paper.getImageData(0, 0, picture.width, picture.height);
      };
    });
    return pixels;
  }

  // Where two pictures of one size differ by more than `least` of 765: count of pixels, and their box in parts of the
  // picture: {count, left, top, right, bottom, width, height}.
  difference(one, two, least = 60) {
    return this.page.evaluate(async ([a, b, least]) => {
      const [p, q] = [await decode(a), await decode(b)];
      let count = 0, left = p.width, top = p.height, right = 0, bottom = 0;
      for (let i = 0; i < p.data.length; i += 4) {
        const by = [0, 1, 2].reduce((sum, k) => sum + Math.abs(p.data[i + k] - q.data[i + k]), 0);
        if (by <= least) continue;
        const x = i / 4 % p.width, y = Math.floor(i / 4 / p.width);
        ++count;
        [left, right] = [Math.min(left, x), Math.max(right, x + 1)];
        [top, bottom] = [Math.min(top, y), Math.max(bottom, y + 1)];
      }
      return {count, left, top, right, bottom, width: p.width, height: p.height};
    }, [one.toString('base64'), two.toString('base64'), least]);
  }

  // Mean relative luminance, 0 … 1, as WCAG 2.2 defines it.
  luminance(picture) {
    return this.page.evaluate(async (base64) => {
      const p = await decode(base64);
      const linear = (c) => c <= 0.04045 * 255 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4;
      let sum = 0;
      for (let i = 0; i < p.data.length; i += 4)
        sum += 0.2126 * linear(p.data[i]) + 0.7152 * linear(p.data[i + 1]) + 0.0722 * linear(p.data[i + 2]);
      return sum / (p.data.length / 4);
    }, picture.toString('base64'));
  }

  close() { return this.context.close(); }
}
