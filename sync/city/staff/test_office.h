// SPDX-License-Identifier: EUPL-1.2
// For tests: an editor at the files of a city.
#pragma once

#include "sync/city/staff/moderation.h"
#include "sync/city/storage/test_city.h"

namespace qp::city::staff {

struct TestOffice {
    storage::TestCity city;
    storage::OperationLog log = *storage::OperationLog::open(city.files.operations);
    store::Content content = *store::Content::open(city.files.content);
    Moderation moderation{{log, content, city.keys, *city.keys.staff("tester", city.random),
                           city.clock, city.random}};
};

}  // namespace qp::city::staff
