// SPDX-License-Identifier: Apache-2.0
/** A gain that reaches each new goal along a straight line, in a fixed number of frames. */
export class Ramp {
  private goal: number;
  private step = 0;
  private left = 0;

  constructor(public value: number, private readonly frames: number) { this.goal = value; }

  to(goal: number): void {
    if (goal === this.goal) return;
    this.goal = goal;
    this.left = this.frames;
    this.step = (goal - this.value) / this.frames;
  }
  next(): number {
    if (this.left > 0) this.value = --this.left === 0 ? this.goal : this.value + this.step;
    return this.value;
  }
  get still(): boolean { return this.left === 0; }
}
