/** Where progress is shown: a terminal gets a bar that is drawn anew, anything else a line now and then. */
export interface ProgressOutput {
  isTTY?: boolean | undefined;
  columns?: number | undefined;
  write(text: string): unknown;
}

export interface Progress {
  /** @param total undefined where nobody knows. */
  update(done: number, total: number | undefined): void;
  /** Leaves the last state standing, and the cursor on a line of its own. */
  end(): void;
}

const BAR_EVERY_MS = 100;
const LINE_EVERY_MS = 10_000;
/** A speed that was measured over less says nothing. */
const SPEED_AFTER_MS = 100;
const BAR_WIDTH = 30;

/** Shows how much is done, how fast, and how long the rest will take at that speed. */
export function showProgress(noun: string, output: ProgressOutput, now: () => number = Date.now): Progress {
  const began = now();
  let first: number | undefined;
  let shownAt = output.isTTY ? Number.NEGATIVE_INFINITY : began;
  let isOpen = false;
  return {
    update(done, total) {
      const at = now();
      const passed = at - began;
      const rate = first === undefined || passed < SPEED_AFTER_MS ? undefined : (done - first) / (passed / 1_000);
      // What an earlier attempt has done says nothing of this one's speed.
      first ??= done;
      const isDue = at - shownAt >= (output.isTTY ? BAR_EVERY_MS : LINE_EVERY_MS);
      if (!isDue && (total === undefined || done < total)) return;
      shownAt = at;
      const text = describe(noun, done, total, rate);
      if (!output.isTTY) output.write(`${text}\n`);
      else
        output.write(
          `\r\u001b[K${`${total === undefined ? '' : `${bar(done / total)} `}${text}`.slice(0, (output.columns ?? 80) - 1)}`,
        );
      isOpen = output.isTTY === true;
    },
    end() {
      if (isOpen) output.write('\n');
      isOpen = false;
    },
  };
}

function describe(noun: string, done: number, total: number | undefined, rate: number | undefined): string {
  const speed = rate === undefined ? '' : `, ${count(rate)} a second`;
  if (total === undefined) return `${count(done)} ${noun}${speed}`;
  const part = `${Math.floor((100 * done) / total)} %`;
  const left = done < total && rate ? `, ${duration((total - done) / rate)} left` : '';
  return `${part}  ${count(done)} of ${count(total)} ${noun}${speed}${left}`;
}

const bar = (part: number) => {
  const full = Math.round(part * BAR_WIDTH);
  return `[${'='.repeat(full)}${' '.repeat(BAR_WIDTH - full)}]`;
};

const count = (value: number) => Math.round(value).toLocaleString('en');

const duration = (seconds: number) => (seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`);

export interface Progresses {
  /** Another noun begins another bar. */
  update(noun: string, done: number, total: number | undefined): void;
  /** A line above the bar. */
  print(line: string): void;
  end(): void;
}

/** Shows one thing after the other, with lines between. */
export function showProgresses(output: ProgressOutput): Progresses {
  let shown: { noun: string; progress: Progress } | undefined;
  const end = () => shown?.progress.end();
  return {
    update(noun, done, total) {
      if (shown?.noun !== noun) {
        end();
        shown = { noun, progress: showProgress(noun, output) };
      }
      shown.progress.update(done, total);
    },
    print(line) {
      end();
      output.write(`${line}\n`);
    },
    end,
  };
}
