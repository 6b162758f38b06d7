// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/library/recipe_file.h"

#include "app/imaging/picture.h"
#include "app/library/png_text.h"
#include "app/library/recipe_json.h"
#include "app/library/recipe_text.h"

#include <QCoreApplication>
#include <QDateTime>

#include <exiv2/exiv2.hpp>

#include <mutex>
#include <string>

namespace batchroom {

namespace {

const char* const ourNamespace = "urn:batchroom:recipe:1.0/";
const char* const ourPrefix = "batchroom";
// What IPTC and C2PA call a picture made by a trained model.
const char* const madeByModel = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";
const QByteArray pngKeyword = QByteArrayLiteral("parameters");

QString tr(const char* text)
{
    return QCoreApplication::translate("Recipe", text);
}

// The XMP toolkit inside Exiv2 is one for the whole process and asks for this lock around its shared tables.
void lockToolkit(void* mutex, bool lock)
{
    auto* toolkit = static_cast<std::recursive_mutex*>(mutex);
    if (lock)
        toolkit->lock();
    else
        toolkit->unlock();
}

void ensureToolkit()
{
    static std::recursive_mutex toolkit;
    static std::once_flag once;
    std::call_once(once, [] {
        Exiv2::LogMsg::setLevel(Exiv2::LogMsg::mute);
        Exiv2::XmpParser::initialize(lockToolkit, &toolkit);
        Exiv2::XmpProperties::registerNs(ourNamespace, ourPrefix);
    });
}

// Characters XML does not know would make the whole packet unreadable.
std::string xmpText(const QString& text)
{
    QString clean = text;
    clean.removeIf([](QChar character) {
        return (character.unicode() < 0x20 && character != QLatin1Char('\n') && character != QLatin1Char('\t'))
            || character.unicode() >= 0xfffe;
    });
    return clean.toUtf8().toStdString();
}

// EXIF knows no characters beyond 16 bits; XMP holds the exact text.
std::string exifText(const QString& text)
{
    QString plain;
    for (const QChar character : text) {
        if (character.isLowSurrogate())
            continue;
        plain += character.isHighSurrogate() ? QChar(QChar::ReplacementCharacter) : character;
    }
    return "charset=Unicode " + xmpText(plain);
}

QString isoDate(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs);
}

void addXmp(Exiv2::XmpData& xmp, const Recipe& recipe)
{
    const auto set = [&](const char* key, const std::string& value) {
        if (!value.empty())
            xmp[key] = value;
    };
    set("Xmp.dc.description", "lang=x-default " + xmpText(recipe.request.prompt));
    set("Xmp.iptcExt.DigitalSourceType", madeByModel);
    set("Xmp.xmp.CreatorTool", std::string("Batchroom ") + BATCHROOM_VERSION);
    set("Xmp.batchroom.Recipe", toJson(recipe).toStdString());
    set("Xmp.batchroom.Request", toJson(recipe.request).toStdString());
    set("Xmp.batchroom.Model", xmpText(recipe.request.model));
    set("Xmp.batchroom.Seed", recipe.seed ? std::to_string(*recipe.seed) : std::string());
    set("Xmp.batchroom.ReturnedPrompt", xmpText(recipe.returnedPrompt));
    set("Xmp.batchroom.PriceUsd", recipe.price.toDecimal().toStdString());
    if (recipe.createdMs > 0) {
        set("Xmp.xmp.CreateDate", isoDate(recipe.createdMs).toStdString());
        set("Xmp.batchroom.Date", isoDate(recipe.createdMs).toStdString());
    }
}

QByteArray contentOf(Exiv2::Image& image)
{
    Exiv2::BasicIo& io = image.io();
    io.open();
    QByteArray bytes(static_cast<qsizetype>(io.size()), Qt::Uninitialized);
    const long count = io.read(reinterpret_cast<Exiv2::byte*>(bytes.data()), static_cast<long>(bytes.size()));
    io.close();
    bytes.truncate(count);
    return bytes;
}

auto openImage(const QByteArray& picture)
{
    ensureToolkit();
    auto image = Exiv2::ImageFactory::open(
        reinterpret_cast<const Exiv2::byte*>(picture.constData()), static_cast<long>(picture.size()));
    image->readMetadata();
    return image;
}

// Exiv2 0.27 writes process-wide namespace tables while it encodes, outside the toolkit's own lock (measured: 2 to 18
// of 150 recipes lost with six threads).
std::mutex& oneAtATime()
{
    static std::mutex mutex;
    return mutex;
}

QByteArray withMetadata(const QByteArray& picture, PictureFormat format, const Recipe& recipe, const QString& text)
{
    const std::lock_guard lock(oneAtATime());
    auto image = openImage(picture);
    addXmp(image->xmpData(), recipe);
    if (format != PictureFormat::Png)
        image->exifData()["Exif.Photo.UserComment"] = exifText(text);
    image->writeMetadata();
    return contentOf(*image);
}

Error cannotWrite(const QString& detail)
{
    return {ErrorCode::PictureDamaged,
        tr("The recipe could not be written into the picture. Export it again with the recipe switched off."), detail};
}

Error noRecipe(const QString& detail)
{
    return {ErrorCode::NotFound, tr("This file carries no recipe of Batchroom."), detail};
}

Result<QByteArray> tryWithRecipe(
    const QByteArray& picture, PictureFormat format, const Recipe& recipe, QSize pictureSize)
{
    const QString text = recipeText(recipe, pictureSize);
    try {
        QByteArray written = withMetadata(picture, format, recipe, text);
        return format == PictureFormat::Png ? withPngText(written, pngKeyword, text) : Result<QByteArray>(written);
    } catch (const Exiv2::AnyError& problem) {
        return cannotWrite(QString::fromUtf8(problem.what()));
    } catch (const std::exception& problem) {
        return cannotWrite(QString::fromUtf8(problem.what()));
    }
}

} // namespace

Result<QByteArray> withRecipe(const QByteArray& picture, const Recipe& recipe)
{
    const std::optional<PictureFormat> format = pictureFormat(picture);
    if (!format)
        return cannotWrite(QStringLiteral("not a PNG, JPEG or WebP file"));
    const Result<QSize> size = pictureSize(picture);
    if (!size)
        return size.error();
    Result<QByteArray> written = tryWithRecipe(picture, *format, recipe, *size);
    if (written || recipe.metadata.isEmpty())
        return written;
    // JPEG holds 64 KB at most; what made the picture matters more than the other columns of the sheet.
    Recipe lean = recipe;
    lean.metadata.clear();
    return tryWithRecipe(picture, *format, lean, *size);
}

Result<Recipe> recipeFromFile(const QByteArray& picture)
{
    if (!pictureFormat(picture))
        return noRecipe(QStringLiteral("not a PNG, JPEG or WebP file"));
    const std::lock_guard lock(oneAtATime());
    try {
        const auto image = openImage(picture);
        const Exiv2::XmpData& xmp = image->xmpData();
        const auto found = xmp.findKey(Exiv2::XmpKey("Xmp.batchroom.Recipe"));
        if (found == xmp.end())
            return noRecipe({});
        return recipeFromJson(QByteArray::fromStdString(found->toString()));
    } catch (const Exiv2::AnyError& problem) {
        return noRecipe(QString::fromUtf8(problem.what()));
    } catch (const std::exception& problem) {
        return noRecipe(QString::fromUtf8(problem.what()));
    }
}

} // namespace batchroom
