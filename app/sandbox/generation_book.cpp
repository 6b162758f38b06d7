// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/generation_book.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

namespace batchroom {

namespace {

constexpr qsizetype maxRemembered = 50'000;

} // namespace

GenerationBook::GenerationBook(const QByteArray& salt)
    : m_salt(salt)
{
}

QString GenerationBook::newId()
{
    const QByteArray hash =
        QCryptographicHash::hash(m_salt + "/id/" + QByteArray::number(++m_count), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.left(16).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

const SandboxGeneration& GenerationBook::add(SandboxGeneration generation)
{
    while (m_order.size() >= maxRemembered) {
        const SandboxGeneration oldest = m_generations.take(m_order.dequeue());
        for (const SandboxImage& image : oldest.images)
            m_generationOfImage.remove(image.id);
    }
    const QString id = generation.id;
    m_order.enqueue(id);
    m_running.append({generation.finishes, static_cast<int>(generation.images.size())});
    for (const SandboxImage& image : std::as_const(generation.images))
        m_generationOfImage.insert(image.id, id);
    return *m_generations.insert(id, std::move(generation));
}

const SandboxGeneration* GenerationBook::generation(const QString& id) const
{
    const auto found = m_generations.constFind(id);
    return found == m_generations.constEnd() ? nullptr : &*found;
}

std::optional<std::pair<SandboxImage, Clock::Milliseconds>> GenerationBook::image(const QString& id) const
{
    const SandboxGeneration* owner = generation(m_generationOfImage.value(id));
    if (!owner)
        return {};
    for (const SandboxImage& image : owner->images) {
        if (image.id == id)
            return std::pair(image, owner->created);
    }
    return {};
}

int GenerationBook::imagesInFlight(Clock::Milliseconds steadyNow)
{
    m_running.removeIf([steadyNow](const Running& running) { return running.finishes <= steadyNow; });
    int images = 0;
    for (const Running& running : std::as_const(m_running))
        images += running.images;
    return images;
}

QString GenerationBook::signature(const QString& imageId, qint64 expiry) const
{
    const QByteArray message = imageId.toLatin1() + '/' + QByteArray::number(expiry);
    return QString::fromLatin1(QMessageAuthenticationCode::hash(message, m_salt, QCryptographicHash::Sha256).toHex());
}

} // namespace batchroom
