// SPDX-License-Identifier: GPL-3.0-or-later
// The body of a paid request: every byte can be taken once and never again. Qt 6.4 silently sends a POST up to four
// times when the peer closes without an answer; it cannot when the body is sequential and refuses to start over.
// Qt writes the request's header together with the first bytes of the body, so a body nobody touched proves that no
// byte left. Belongs to the thread of the call.
#pragma once

#include <QIODevice>

namespace batchroom {

class OnceBody final : public QIODevice {
public:
    explicit OnceBody(QByteArray bytes);

    bool isTouched() const { return m_taken > 0; }
    // From now on nothing can be taken: decides the race between a timeout and a connection that comes up late.
    void seal() { m_isSealed = true; }

    bool isSequential() const override { return true; }
    bool atEnd() const override { return m_taken == m_bytes.size(); }
    qint64 bytesAvailable() const override { return m_bytes.size() - m_taken; }
    qint64 size() const override { return m_bytes.size(); }
    bool reset() override { return !isTouched(); }

protected:
    qint64 readData(char* data, qint64 maxSize) override;
    qint64 writeData(const char* data, qint64 size) override;

private:
    QByteArray m_bytes;
    qint64 m_taken = 0;
    bool m_isSealed = false;
};

} // namespace batchroom
