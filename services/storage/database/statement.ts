// Statements that are built once and run often: building one costs several times what running it does.

import type { Compilable, QueryResult } from 'kysely';
import type { Database } from './database.ts';
import { runningTurn } from '../transactions/ambient-transaction.ts';

/** Runs a prepared statement. In: its values; where to run it, if not where it was prepared. */
export type Statement<Values, Row> = (
  values: Values,
  database?: Database,
) => Promise<QueryResult<Row>>;

class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** Prepares a statement. In: the query, built from stand-ins for the values to come: it may only hand them on to the builder. */
export function prepared<Values extends object, Row>(
  database: Database,
  build: (database: Database, values: Values) => Compilable<Row>,
): Statement<Values, Row> {
  const slots = new Proxy({}, { get: (_, name) => new Slot(String(name)) }) as Values;
  const query = build(database, slots).compile();
  const fillings = query.parameters.map((one) =>
    one instanceof Slot ? one.name : { constant: one },
  );
  return (values, where = database) => {
    const given = values as Readonly<Record<string, unknown>>;
    const parameters = fillings.map((one) => (typeof one === 'string' ? given[one] : one.constant));
    const filled = { ...query, parameters };
    // In a turn all goes over the turn's connection anyway: asking for it here saves the builder's way there.
    return runningTurn()?.executeQuery<Row>(filled) ?? where.executeQuery<Row>(filled);
  };
}
