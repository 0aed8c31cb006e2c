/**
 * What a newsroom brands (`--brand`, `--brand-ink`, `--radius`, `--headline`) and what both audiences
 * share. Data colours follow Okabe and Ito, darker in the light so that each stands 3:1 from the
 * paper; readers are always the brand's colour.
 */
export const tokens = `@layer tokens {
  :root {
    color-scheme: light dark;
    --brand: #0b5d56; --brand-ink: #ffffff; --brand-text: #0b5d56; --brand-wash: #e7f1ef;
    --ink: #1b1d1f; --ink-soft: #55595e; --paper: #fbfaf7; --surface: #ffffff;
    --line: #d9d6cf; --line-strong: #85817a;
    --danger: #a3221a; --danger-wash: #fbeceb; --good: #1f6b3a; --good-wash: #e8f3eb;
    --warn: #7a4f00; --warn-wash: #fdf3de;
    --data-readers: var(--brand); --data-1: #b57a00; --data-2: #2b8cc4; --data-3: #d55e00;
    --data-4: #0072b2; --data-5: #b8578a; --data-6: #8a8000; --data-7: #757575;
    --headline: "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif;
    --text: system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
    --mono: ui-monospace, "SF Mono", Menlo, Consolas, monospace;
    --radius: .5rem; --column: 34rem;
    --step-down: .833rem; --step-1: 1.2rem; --step-2: 1.44rem; --step-3: 1.728rem; --step-4: 2.074rem;
  }
  @media (prefers-color-scheme: dark) {
    :root {
      --brand: #5cc3b4; --brand-ink: #06211e; --brand-text: #7ad3c6; --brand-wash: #16302d;
      --ink: #eceae5; --ink-soft: #b0aea8; --paper: #16181a; --surface: #1f2224;
      --line: #3a3e41; --line-strong: #8b9095;
      --danger: #ffa198; --danger-wash: #3a1c1a; --good: #86d19c; --good-wash: #17301f;
      --warn: #f2c46d; --warn-wash: #35290f;
      --data-1: #e69f00; --data-2: #56b4e9; --data-3: #e8793a; --data-4: #6f8cf5;
      --data-5: #cc79a7; --data-6: #d6ca3a; --data-7: #9a9a9a;
    }
  }
}`
