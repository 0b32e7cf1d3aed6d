// SPDX-License-Identifier: EUPL-1.2
#include "core/domain/actor.h"

#include "core/domain/fields.h"

namespace qp::domain {

Bytes encode(const Actor& actor) {
    FieldsWriter map;
    map.id(0, actor.id);
    map.text(1, actor.name);
    map.text(2, slug(actor.sector));
    map.flag(3, actor.is_person);
    map.text_unless_empty(4, actor.summary);
    map.texts(5, actor.competences);
    map.texts(6, actor.interests);
    map.themes(7, actor.themes);
    map.text(8, actor.quarter);
    map.text_unless_empty(9, actor.address);
    map.text_unless_empty(10, actor.website);
    map.text_unless_empty(11, actor.contact);
    map.time(12, actor.reviewed_at);
    map.flag(13, actor.is_demo);
    map.language(14, actor.language);
    return map.bytes();
}

Result<Actor> decode_actor(BytesView payload) {
    cbor::Reader in{payload};
    FieldsReader map{in};
    Actor actor;
    while (const auto key = map.next()) {
        switch (*key) {
            case 0:
                actor.id = in.id<Id>();
                break;
            case 1:
                actor.name = read_text(in, kActorNameMax);
                break;
            case 2:
                if (const auto sector = find_sector(in.text(64))) {
                    actor.sector = *sector;
                } else {
                    in.fail(Code::malformed, "an unknown sector");
                }
                break;
            case 3:
                actor.is_person = in.boolean();
                break;
            case 4:
                actor.summary = read_text(in, kActorSummaryMax);
                break;
            case 5:
                actor.competences = read_texts(in, kActorListMax, kActorLineMax);
                break;
            case 6:
                actor.interests = read_texts(in, kActorListMax, kActorLineMax);
                break;
            case 7:
                actor.themes = read_themes(in);
                break;
            case 8:
                actor.quarter = read_quarter(in);
                break;
            case 9:
                actor.address = read_text(in, kActorLineMax);
                break;
            case 10:
                actor.website = read_text(in, kActorLineMax);
                break;
            case 11:
                actor.contact = read_text(in, kActorLineMax);
                break;
            case 12:
                actor.reviewed_at = read_time(in);
                break;
            case 13:
                actor.is_demo = in.boolean();
                break;
            case 14:
                actor.language = read_language(in);
                break;
            default:
                in.skip();
        }
    }
    map.require({0, 1, 2, 8}, "actor");
    if (auto end = in.finish(); !end) return fail(end.error());
    return actor;
}

}  // namespace qp::domain
