// SPDX-License-Identifier: EUPL-1.2
// Payloads of changes, by the kind in the first byte. Unknown keys are passed over and usual values
// left out, so that only what was understood has one encoding.
#include "core/domain/entity.h"

#include "core/base/cbor.h"
#include "core/domain/actor.h"
#include "core/domain/event.h"
#include "core/domain/idea.h"
#include "core/domain/kickbox_project.h"
#include "core/domain/mood_session.h"
#include "core/domain/sensing.h"
#include "tests/fuzz/pieces.h"
#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;
using domain::EntityKind;

namespace {

template <class Entity>
void take(BytesView bytes, Result<Entity> (*decode)(BytesView)) {
    const auto entity = decode(bytes);
    if (!entity) return;
    hold(cbor::check(bytes).has_value(), "only canonical bytes are an entity");
    const Bytes again = encode(*entity);
    const auto read = decode(again);
    hold(read && *read == *entity, "what was understood is written and read as it was");
    hold(same(encode(*read), again), "and has one encoding");
}

}  // namespace

QP_FUZZ_TARGET(entity) {
    Pieces pieces{input};
    const auto kind = static_cast<EntityKind>(pieces.u8());
    const BytesView bytes = pieces.rest();
    switch (kind) {
        case EntityKind::idea:
            return take(bytes, domain::decode_idea);
        case EntityKind::idea_notice:
            return take(bytes, domain::decode_idea_notice);
        case EntityKind::tally:
            return take(bytes, domain::decode_tally);
        case EntityKind::mood_session:
            return take(bytes, domain::decode_mood_session);
        case EntityKind::event:
            return take(bytes, domain::decode_event);
        case EntityKind::actor:
            return take(bytes, domain::decode_actor);
        case EntityKind::project:
            return take(bytes, domain::decode_kickbox_project);
        case EntityKind::station:
            return take(bytes, domain::decode_station);
        case EntityKind::datastream:
            return take(bytes, domain::decode_datastream);
        case EntityKind::series:
            return take(bytes, domain::decode_series);
    }
}
