// Which tenants this bot serves: one rule for activities and for events.

/** In: a tenant's id as it came, and the ids let in, in lower case; none = every tenant. */
export function isTenantAllowed(tenantId: string, allowed: readonly string[]): boolean {
  return allowed.length === 0 || allowed.includes(tenantId.toLowerCase());
}
