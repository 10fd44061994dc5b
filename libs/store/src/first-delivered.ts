/**
 * When the partner first had a delivery, null where it never certainly did. A replay moves `settled_at`, and may end
 * superseded or dead: that it was delivered before stays true. A kill that is to be sent once more was acknowledged.
 *
 * @param delivery the alias of the delivery's row
 */
export const firstDelivered = (delivery: string): string =>
  `coalesce(${delivery}.first_delivered_at, CASE WHEN ${delivery}.state = 'delivered' OR ${delivery}.repeat_at IS NOT NULL
            THEN ${delivery}.settled_at END)`;
