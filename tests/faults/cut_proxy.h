// SPDX-License-Identifier: GPL-3.0-or-later
// A line to a server on 127.0.0.1 that can be cut in different ways at any moment. Own thread; any thread may ask.
#pragma once

#include <QtGlobal>

#include <memory>

namespace batchroom::test {

class CutProxy {
public:
    enum class Line {
        Open,
        Dead,   // bytes vanish in both directions; when the line is something else again, such connections are reset
        Reset,  // connections are reset, half of them after the server has got the request
        Slow,   // every piece arrives late
        Halved, // the server's answer breaks off in its middle
    };

    explicit CutProxy(quint16 server, int slowByMs);
    ~CutProxy();

    quint16 port() const;
    void set(Line line);
    int connections() const;
    int harmed() const; // connections that something was done to

private:
    class Wire;
    std::unique_ptr<Wire> m_wire;
};

} // namespace batchroom::test
