/** Where each of the lists of a pull request goes on: undefined from its start, null where it was read to its end. */
export interface Cursors {
  readonly reviews: string | undefined | null;
  readonly threads: string | undefined | null;
  readonly comments: string | undefined | null;
}

interface Paged {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** A page of each list; one that was not asked for is absent. */
interface PageOfLists {
  readonly reviews?: Paged | undefined;
  readonly reviewThreads?: Paged | undefined;
  readonly comments?: Paged | undefined;
}

export const FROM_THE_START: Cursors = { reviews: undefined, threads: undefined, comments: undefined };

/** What a query with these lists declares. */
export const LIST_VARIABLES =
  '$reviewsAfter: String, $threadsAfter: String, $commentsAfter: String, $reviews: Boolean!, $threads: Boolean!, $comments: Boolean!';

/** Asks for what is left of each list, and for no list again that was read. */
export function listVariables(at: Cursors): Readonly<Record<string, string | boolean | null>> {
  return {
    reviewsAfter: at.reviews ?? null,
    threadsAfter: at.threads ?? null,
    commentsAfter: at.comments ?? null,
    reviews: at.reviews !== null,
    threads: at.threads !== null,
    comments: at.comments !== null,
  };
}

/** Where the lists go on behind a page. */
export function cursorsAfter(page: PageOfLists): Cursors {
  return { reviews: nextOf(page.reviews), threads: nextOf(page.reviewThreads), comments: nextOf(page.comments) };
}

/** Whether all three were read. */
export function isRead({ reviews, threads, comments }: Cursors): boolean {
  return reviews === null && threads === null && comments === null;
}

function nextOf(page: Paged | undefined): string | null {
  return page?.pageInfo.hasNextPage === true ? page.pageInfo.endCursor : null;
}
