import { failurePaths } from './failure-paths.js';
import { errorMessage } from './logger.js';
import type { Logger } from './logger.js';

export interface Article {
  readonly id: string;
  readonly title: string;
}

/** A news source, for example tiingo or finnhub. */
export interface NewsSource {
  getNews(request: { tickers: readonly string[]; startDate: Date; endDate: Date; limit: number }): Promise<Article[]>;
}

type Awaitable<T> = T | Promise<T>;

/** Stops calls to a source that keeps failing. */
export interface Breaker<Name extends string> {
  canExecute(name: Name): Awaitable<boolean>;
  recordSuccess(name: Name): Awaitable<unknown>;
  recordFailure(name: Name): Awaitable<unknown>;
}

/** Counts the calls that a source allows. */
export interface Quota<Name extends string> {
  canCall(name: Name): Awaitable<boolean>;
  recordCall(name: Name): Awaitable<unknown>;
}

export interface FetchError {
  readonly source: string;
  readonly error: string;
  readonly timestamp: Date;
}

export interface FetchMetrics {
  readonly sources_attempted: number;
  readonly sources_failed: number;
  readonly articles_fetched: number;
}

export interface ParallelFetcherOptions<Name extends string> {
  sources: Record<Name, NewsSource>;
  breaker: Breaker<NoInfer<Name>>;
  quota: Quota<NoInfer<Name>>;
  logger?: Logger;
}

const LOOKBACK_MS = 7 * 86_400_000;
const MAX_ARTICLES = 50;

/** Fetches news from all sources at once; a source that fails does not hold up the others. */
export class ParallelFetcher<Name extends string = string> {
  readonly #options: Required<ParallelFetcherOptions<Name>>;
  #errors: FetchError[] = [];
  #metrics: FetchMetrics = { sources_attempted: 0, sources_failed: 0, articles_fetched: 0 };

  constructor({ logger = console, ...options }: ParallelFetcherOptions<Name>) {
    this.#options = { ...options, logger };
  }

  /** The articles of each source that may be called now; none for a source that failed. */
  async fetchAllSources(tickers: readonly string[]): Promise<Record<Name, Article[]>> {
    const names = await this.#availableSources();
    const settled = await Promise.allSettled(names.map((name) => this.#fetch(name, tickers)));
    const articles = {} as Record<Name, Article[]>;
    const failed: Name[] = [];
    const errors: FetchError[] = [];
    const reasons: unknown[] = [];
    for (const [index, outcome] of settled.entries()) {
      const name = names[index] as Name;
      if (outcome.status === 'fulfilled') {
        articles[name] = outcome.value;
        continue;
      }
      articles[name] = [];
      failed.push(name);
      reasons.push(outcome.reason);
      errors.push({ source: name, error: errorMessage(outcome.reason), timestamp: new Date() });
    }
    if (errors.length > 0) {
      // Opened once all sources have settled: concurrent work cannot share a subsegment. Before the breaker is
      // told, which may fail too.
      failurePaths().runSync('parallel_fetch_aggregate', (path) => {
        path.recordFailure(new AggregateError(reasons, `${errors.length} news sources failed`), {
          error_count: errors.length,
          sources: errors.map(({ source }) => source).join(','),
        });
      });
    }
    for (const name of failed) {
      await this.#options.breaker.recordFailure(name);
    }
    this.#errors = errors;
    this.#metrics = {
      sources_attempted: names.length,
      sources_failed: errors.length,
      articles_fetched: Object.values<Article[]>(articles).flat().length,
    };
    this.#options.logger.info('News fetched', { ...this.#metrics });
    return articles;
  }

  /** What failed in the last fetch. */
  getErrors(): readonly FetchError[] {
    return [...this.#errors];
  }

  /** Counts of the last fetch. */
  getMetrics(): FetchMetrics {
    return this.#metrics;
  }

  async #availableSources(): Promise<Name[]> {
    const { sources, breaker, quota, logger } = this.#options;
    const available: Name[] = [];
    for (const name of Object.keys(sources) as Name[]) {
      if ((await breaker.canExecute(name)) && (await quota.canCall(name))) {
        available.push(name);
      } else {
        logger.info('Source skipped', { source: name });
      }
    }
    return available;
  }

  async #fetch(name: Name, tickers: readonly string[]): Promise<Article[]> {
    const { sources, breaker, quota } = this.#options;
    await quota.recordCall(name);
    const endDate = new Date();
    const request = {
      tickers,
      startDate: new Date(endDate.getTime() - LOOKBACK_MS),
      endDate,
      limit: MAX_ARTICLES,
    };
    const articles = await sources[name].getNews(request);
    await breaker.recordSuccess(name);
    return articles;
  }
}
