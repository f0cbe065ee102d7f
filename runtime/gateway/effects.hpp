#pragma once
/// What a step wants done, as data, in order. The core resolves the effects that are about itself; the driver performs the
/// others through the ports after the step. Whatever they lead to comes back as events.
#include "runtime/gateway/facts.hpp"
#include "runtime/port/close_code.hpp"
#include "runtime/port/event.hpp"
#include "runtime/port/log_store.hpp"
#include "runtime/port/message.hpp"
#include "runtime/port/observer.hpp"
#include "runtime/port/scheduler.hpp"
#include "runtime/port/upstream.hpp"

#include <variant>
#include <vector>

namespace interlock::gateway {

using port::Address;
using port::Event;

namespace effect {

// ---- within the core ---------------------------------------------------------------------------------------------
struct Post { Address to; Event event; };
/// To the thread of this name, which is made where it is not there yet.
struct PostToThread { ThreadName thread; Event event; };
/// To every living actor of a kind.
struct Broadcast { port::ActorKind kind; Event event; };
struct SpawnAttachment { Address actor; Address connection; std::string label; ThreadName thread; RequestId request; std::optional<Cursor> after; };
struct SpawnSession { Address actor; Address connection; SessionId session; ResumeToken token; Principal principal; };
struct SpawnRun { Address actor; Address thread; port::RunSpec spec; };
struct SpawnTask { Address actor; std::uint32_t generation; };
struct PublishReadiness { Readiness readiness; };
struct PublishService { ServiceId service; bool up; };
/// The thread's name no longer stands for this actor.
struct WithdrawThread { ThreadName thread; };
struct PublishMonitor { bool up; };
struct CountWaiting { int change; };
struct CountUpgraded { int change; };

// ---- through the ports -------------------------------------------------------------------------------------------
struct Arm { port::Slot slot; Duration after; };
struct Cancel { port::Slot slot; };
struct SwitchProtocols {};
struct Send { Address connection; port::Message message; };
struct Answer { port::HttpAnswer answer; };
struct Close { port::CloseCode code; };
struct HangUp {};
struct Forget {};
struct Judge { std::string token; };
struct OpenThread { ThreadName thread; };
struct Append { port::Batch batch; };
struct Read { ThreadName thread; std::uint64_t after_seq; std::uint32_t limit; };
struct Dial { std::uint32_t generation; port::RunSpec spec; };
struct Abort {};
struct OpenService { ServiceId service; };
struct CloseService { ServiceId service; };
struct Probe { ServiceId service; };
struct StartBody { std::uint32_t generation; };
struct CancelBody {};
struct Note { port::Note note; };
/// The process has nothing left to do.
struct Leave { bool failed; };

}  // namespace effect

using Effect = std::variant<
    effect::Post, effect::PostToThread, effect::Broadcast, effect::SpawnAttachment, effect::SpawnSession, effect::SpawnRun,
    effect::SpawnTask, effect::PublishReadiness, effect::PublishService, effect::PublishMonitor, effect::WithdrawThread, effect::CountWaiting, effect::CountUpgraded,
    effect::Arm, effect::Cancel, effect::SwitchProtocols, effect::Send, effect::Answer, effect::Close, effect::HangUp, effect::Forget,
    effect::Judge, effect::OpenThread, effect::Append, effect::Read, effect::Dial, effect::Abort, effect::OpenService,
    effect::CloseService, effect::Probe, effect::StartBody, effect::CancelBody, effect::Note, effect::Leave>;

/// An effect, and whose step wants it.
struct Wanted {
  Address actor;
  Effect effect;
};

/// What is wanted and not done yet, in order. Owned by the driver and used again, so that a step allocates no list.
using Effects = std::vector<Wanted>;

}  // namespace interlock::gateway
