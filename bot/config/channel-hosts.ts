// Where the channel takes replies, unless SERVICE_URL_HOSTS says otherwise.

/**
 * The channel's hosts in all of Microsoft's clouds: the Teams SDK's list (public, GCC, GCC High, DoD, China, Bleu;
 * microsoft.github.io/teams-sdk, "Service URL Validation"), and the Bot Framework's own for Web Chat and its like.
 */
export const CHANNEL_HOSTS = [
  'smba.trafficmanager.net',
  'smba.onyx.prod.teams.trafficmanager.net',
  'smba.infra.gcc.teams.microsoft.com',
  'smba.infra.gov.teams.microsoft.us',
  'smba.infra.dod.teams.microsoft.us',
  'frontend.botapi.msg.infra.teams.microsoftonline.cn',
  'smba.teams.sovcloud-core.fr',
  '*.botframework.com',
  '*.botframework.azure.us',
] as const;
