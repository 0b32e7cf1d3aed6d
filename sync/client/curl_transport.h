// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "sync/client/connection.h"
#include "sync/client/transport.h"

namespace qp::client {

// One thread owns it. Requests share a connection that is kept open, except ballots: each flight of
// those comes on a new one that is closed behind it, so that nobody joins them to what else this
// device sends.
class CurlTransport final : public Transport {
public:
    // REQUIRES: check_address(address). `stop` must outlive it.
    CurlTransport(const Address& address, const Deadlines& deadlines, const StopFlag& stop);
    Result<replica::Answer> exchange(const replica::Request& request) override;

private:
    Result<replica::Answer> exchange_on(Connection& connection, const replica::Request& request);

    Address address_;
    Deadlines deadlines_;
    const StopFlag& stop_;
    Connection connection_;
};

}  // namespace qp::client
