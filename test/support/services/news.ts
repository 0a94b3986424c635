import { startHttpService } from './http-service';
import type { HttpService } from './http-service';

/** A news provider's API on the loopback interface: `GET .../news/<source>?tickers=...` gives two articles. */
export function startNews(): Promise<HttpService> {
  return startHttpService({
    read: (_headers, _body, url) => ({
      operation: url.pathname.split('/').at(-1) ?? '',
      input: Object.fromEntries(url.searchParams),
    }),
    error: ({ status, message }) => ({ status, type: 'text/plain', body: message }),
    answer: ({ operation }) => ({
      status: 200,
      type: 'application/json',
      body: JSON.stringify([1, 2].map((number) => ({ id: `${operation}-${number}`, title: `News ${number}` }))),
    }),
  });
}
