// SPDX-License-Identifier: EUPL-1.2
#include "core/domain/event.h"

#include "core/domain/fields.h"

namespace qp::domain {

Bytes encode(const Event& event) {
    FieldsWriter map;
    map.id(0, event.id);
    map.text(1, event.title);
    map.text_unless_empty(2, event.place);
    map.text(3, event.quarter);
    map.text_unless_empty(4, event.text);
    map.time(5, event.starts_at);
    map.time(6, event.ends_at);
    map.flag(7, event.is_demo);
    return map.bytes();
}

Result<Event> decode_event(BytesView payload) {
    cbor::Reader in{payload};
    FieldsReader map{in};
    Event event;
    while (const auto key = map.next()) {
        switch (*key) {
            case 0:
                event.id = in.id<Id>();
                break;
            case 1:
                event.title = read_text(in, kEventTitleMax);
                break;
            case 2:
                event.place = read_text(in, kEventTitleMax);
                break;
            case 3:
                event.quarter = read_quarter(in);
                break;
            case 4:
                event.text = read_text(in, kEventTextMax);
                break;
            case 5:
                event.starts_at = read_time(in);
                break;
            case 6:
                event.ends_at = read_time(in);
                break;
            case 7:
                event.is_demo = in.boolean();
                break;
            default:
                in.skip();
        }
    }
    map.require({0, 1, 3, 5, 6}, "event");
    if (event.ends_at < event.starts_at) {
        in.fail(Code::malformed, "an event that ends before it starts");
    }
    if (auto end = in.finish(); !end) return fail(end.error());
    return event;
}

}  // namespace qp::domain
