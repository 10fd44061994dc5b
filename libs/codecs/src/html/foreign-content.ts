const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Elements that hold something other than HTML. */
export const FOREIGN = words('math svg');

/** Start tags that end them (HTML standard, section "The rules for parsing tokens in foreign content"). */
export const ENDS_FOREIGN = words(
  'b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta ' +
    'nobr ol p pre ruby s small span strong strike sub sup table tt u ul var',
);

/** A `font` does so where it has one of these attributes: drawings have elements of that name too. */
export const FONT_ATTRIBUTES = words('color face size');

/** Elements in them that hold HTML again, where those start tags end nothing ("integration points" of the standard). */
export const HOLDS_HTML = words('annotation-xml desc foreignobject mi mn mo ms mtext title');
