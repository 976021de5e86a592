// Which parts of the map are taken, in cells of a few pixels.

const CELL = 4;

/** 0 is free, n the disc of node n - 1, -1 a name. */
export class Room {
  constructor(width, height) {
    this.columns = Math.ceil(width / CELL) + 1;
    this.rows = Math.ceil(height / CELL) + 1;
    this.cells = new Int32Array(this.columns * this.rows);
  }

  some(box, test) {
    const right = Math.min(this.columns - 1, Math.floor(box.right / CELL));
    const bottom = Math.min(this.rows - 1, Math.floor(box.bottom / CELL));
    for (let row = Math.max(0, Math.floor(box.top / CELL)); row <= bottom; row += 1) {
      for (let column = Math.max(0, Math.floor(box.left / CELL)); column <= right; column += 1) {
        if (test(this.cells[row * this.columns + column], row * this.columns + column)) return true;
      }
    }
    return false;
  }

  free(box, own) {
    return !this.some(box, (cell) => cell !== 0 && cell !== own);
  }

  /** The share of the box that is over other discs, more than 1 where it is over a name or a disc that matters more. */
  cost(box, own) {
    let [all, taken] = [0, 0];
    const hit = this.some(box, (cell) => {
      all += 1;
      if (cell > own) taken += 1;
      return cell === -1 || (cell > 0 && cell < own);
    });
    return hit ? 2 : taken / all;
  }

  freeOfNames(box) {
    return !this.some(box, (cell) => cell === -1);
  }

  fill(box, value) {
    this.some(box, (_, at) => {
      this.cells[at] = value;
      return false;
    });
  }

  fillDisc({ x, y }, radius, value) {
    const half = radius * 0.85;
    this.fill({ left: x - half, top: y - half, right: x + half, bottom: y + half }, value);
  }
}
