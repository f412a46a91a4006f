// Microsoft's pages that cards link to [enrollment-steps] [account-verification] [find-a-provider].

export const LEGAL_INFO =
  'https://partner.microsoft.com/dashboard/account/v3/organization/legalinfo#csp';
export const MEMBERSHIP =
  'https://partner.microsoft.com/dashboard/account/v3/enrollment/introduction/partnership';
export const DASHBOARD = 'https://partner.microsoft.com/pcv/dashboard/overview';
export const AGREEMENTS = 'https://aka.ms/accountexp/agreements';
export const FIND_A_PROVIDER =
  'https://partner.microsoft.com/membership/cloud-solution-provider/find-a-provider';
