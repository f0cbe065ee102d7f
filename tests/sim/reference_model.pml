/* The reference model of sim/explore/reference_tables.hpp in Spin's language, written from the same description and not from the tables.
   Sizes: -DSERVICES=4 -DCONNECTIONS=1. Each option of the loop is one atomic step, and there is one process, so that Spin's states are those
   of the description and nothing else: no program counters, no ends of processes. Everything starts at 0. */
#ifndef SERVICES
#define SERVICES 1
#endif
#ifndef CONNECTIONS
#define CONNECTIONS 1
#endif

mtype = { UP, FAIL, READY, UNAVAILABLE, CONNECT, UPGRADE, AUTH, BADAUTH, CLOSE, CANCEL, DONE };

byte service[SERVICES];
byte startup, services_up;
byte client[CONNECTIONS];
byte connection[CONNECTIONS], gate[CONNECTIONS], tasks_ended[CONNECTIONS];
byte task[CONNECTIONS];
byte user[CONNECTIONS];

/* One FIFO per (sender, receiver), with room for all that can ever be in it. */
chan service_to_startup[SERVICES] = [1] of { mtype };
chan startup_to_connection[CONNECTIONS] = [1] of { mtype };
chan client_to_connection[CONNECTIONS] = [4] of { mtype };
chan connection_to_task[CONNECTIONS] = [1] of { mtype };
chan task_to_connection[CONNECTIONS] = [1] of { mtype };
chan user_to_task[CONNECTIONS] = [1] of { mtype };

hidden byte k;
hidden mtype message;

#define tell_all(what) k = 0; do :: k < CONNECTIONS -> startup_to_connection[k]!what; k++ :: else -> break od; k = 0
#define shut(i, how) connection[i] = how; connection_to_task[i]!CANCEL

#define SERVICE_STEPS(i) \
  :: d_step { service[i] == 0 -> service[i] = 1; service_to_startup[i]!UP } \
  :: d_step { service[i] == 0 -> service[i] = 2; service_to_startup[i]!FAIL } \
  :: d_step { nempty(service_to_startup[i]) -> service_to_startup[i]?message; \
       if \
       :: message == UP && startup == 0 -> services_up++; \
            if :: services_up == SERVICES -> startup = 1; services_up = 0; tell_all(READY) :: else fi \
       :: message == FAIL && startup == 0 -> startup = 2; services_up = 0; tell_all(UNAVAILABLE) \
       :: else \
       fi; message = 0 }

#define CONNECTION_STEPS(i) \
  :: d_step { client[i] == 0 -> client[i] = 1; client_to_connection[i]!CONNECT } \
  :: d_step { client[i] == 1 -> client[i] = 2; client_to_connection[i]!UPGRADE } \
  :: d_step { client[i] == 2 -> client[i] = 3; client_to_connection[i]!AUTH } \
  :: d_step { client[i] == 2 -> client[i] = 3; client_to_connection[i]!BADAUTH } \
  :: d_step { client[i] >= 1 && client[i] <= 3 -> client[i] = 4; client_to_connection[i]!CLOSE } \
  :: d_step { nempty(client_to_connection[i]) -> client_to_connection[i]?message; \
       if \
       :: message == CONNECT && connection[i] == 0 -> connection[i] = 1 \
       :: message == UPGRADE && connection[i] == 1 -> connection[i] = 2 \
       :: message == AUTH && connection[i] == 2 && gate[i] == 0 -> connection[i] = 3 \
       :: message == AUTH && connection[i] == 2 && gate[i] == 1 -> connection[i] = 4 \
       :: message == AUTH && connection[i] == 2 && gate[i] == 2 -> shut(i, 8) \
       :: message == BADAUTH && connection[i] == 2 -> shut(i, 9) \
       :: message == CLOSE && connection[i] >= 1 && connection[i] <= 4 -> shut(i, 6) \
       :: else \
       fi; message = 0 } \
  :: d_step { nempty(startup_to_connection[i]) -> startup_to_connection[i]?message; \
       if \
       :: message == READY -> gate[i] = 1; if :: connection[i] == 3 -> connection[i] = 4 :: else fi \
       :: message == UNAVAILABLE -> gate[i] = 2; if :: connection[i] == 3 -> shut(i, 8) :: else fi \
       fi; message = 0 } \
  :: d_step { connection[i] == 3 -> shut(i, 7) } \
  :: d_step { connection[i] == 4 -> shut(i, 5) } \
  :: d_step { nempty(task_to_connection[i]) -> task_to_connection[i]?message; tasks_ended[i]++; message = 0 } \
  :: d_step { task[i] == 0 -> task[i] = 1 } \
  :: d_step { task[i] == 1 -> task[i] = 2; task_to_connection[i]!DONE } \
  :: d_step { task[i] == 1 -> task[i] = 3; task_to_connection[i]!DONE } \
  :: d_step { nempty(connection_to_task[i]) -> connection_to_task[i]?message; \
       if :: task[i] < 2 -> task[i] = 4; task_to_connection[i]!DONE :: else fi; message = 0 } \
  :: d_step { nempty(user_to_task[i]) -> user_to_task[i]?message; \
       if :: task[i] < 2 -> task[i] = 4; task_to_connection[i]!DONE :: else fi; message = 0 } \
  :: d_step { user[i] == 0 -> user[i] = 1; user_to_task[i]!CANCEL }

active proctype everybody() {
end:
  do
  SERVICE_STEPS(0)
#if SERVICES > 1
  SERVICE_STEPS(1)
#endif
#if SERVICES > 2
  SERVICE_STEPS(2)
#endif
#if SERVICES > 3
  SERVICE_STEPS(3)
#endif
  CONNECTION_STEPS(0)
#if CONNECTIONS > 1
  CONNECTION_STEPS(1)
#endif
  od
}
