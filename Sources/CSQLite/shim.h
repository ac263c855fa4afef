// sqlite3_db_config and sqlite3_config take variable arguments, which Swift does not import.
#ifndef PEDLAB_CSQLITE_SHIM_H
#define PEDLAB_CSQLITE_SHIM_H

#include <sqlite3.h>

// No statement may write to the pages of the schema, and what the schema of a stranger's file calls
// (views, triggers, indexes, defaults) may have no side effects. See "Defense Against The Dark Arts" in
// SQLite's documentation.
static inline void pedlab_defend(sqlite3 *db) {
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
  sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)0);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, (int *)0);
}

// For a schema whose triggers were compared with those that pedlab writes.
static inline void pedlab_allow_triggers(sqlite3 *db) {
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, (int *)0);
}

// SQLite counts the bytes that it uses, for which every allocation takes a lock; nobody asks for the count.
// Only before the first connection of the process.
static inline void pedlab_count_no_memory(void) { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

#endif
