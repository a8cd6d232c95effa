// SPDX-License-Identifier: Apache-2.0
// Put before a page's own script where a driver does not tell what goes wrong: keeps it through reloads.
{
  const note = (text) => sessionStorage.setItem('troubles', JSON.stringify([...JSON.parse(sessionStorage.getItem('troubles') ?? '[]'), text]));
  addEventListener('error', (event) => note(`script: ${event.message ?? `not loaded: ${event.target.src ?? event.target.href}`}`), true);
  addEventListener('unhandledrejection', (event) => note(`script: ${event.reason}`));
  document.addEventListener('securitypolicyviolation', (event) => note(`policy: ${event.effectiveDirective} ${event.blockedURI}`));
  for (const level of ['error', 'warn']) {
    const say = console[level];
    console[level] = (...what) => { note(`console: ${what.join(' ')}`); say.apply(console, what); };
  }
}
