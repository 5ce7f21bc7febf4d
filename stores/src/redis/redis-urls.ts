/** `redis://user:password@one:6379,other:6379` is a URL for each, with the same user and password. */
export function urlsOf(url: string): readonly string[] {
  const [, before = '', hosts = '', after = ''] = /^([^:]+:\/\/(?:.*@)?)([^/?#]*)(.*)$/s.exec(url) ?? [];
  return hosts.split(',').map((host) => `${before}${host}${after}`);
}
