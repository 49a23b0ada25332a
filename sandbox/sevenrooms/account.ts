/** What a client of the twin logs in with. They open nothing else anywhere. */
export const SEVENROOMS_CREDENTIALS = {
  clientId: 'sandbox-sevenrooms',
  clientSecret: 'sandbox-sevenrooms-secret',
} as const;

export const SEVENROOMS_GROUP = 'ahNzfnNldmVucm9vbXMtc2VjdXJlciILEhVuaWdodGxvb3BfVmVudWVHcm91cBiAgICACQw';

/** What SevenRooms calls each venue, by venue id. Fixed, whatever the seed. */
export const SEVENROOMS_VENUES: Readonly<Record<string, string>> = {
  soho: 'ahNzfnNldmVucm9vbXMtc2VjdXJlchwLEg9uaWdodGxvb3BfVmVudWUYgIDsohoM',
  fulton: 'ahNzfnNldmVucm9vbXMtc2VjdXJlchwLEg9uaWdodGxvb3BfVmVudWUYgIDfultonM',
  liberties: 'ahNzfnNldmVucm9vbXMtc2VjdXJlchwLEg9uaWdodGxvb3BfVmVudWUYgIDlibertM',
};
