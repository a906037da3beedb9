<?php

declare(strict_types=1);

namespace App\Repository;

use PDO;
use Psr\Http\Message\ServerRequestInterface;

final class CustomerRepository
{
    public function __construct(private readonly PDO $pdo)
    {
    }

    /** @return list<array<string, mixed>> */
    public function search(ServerRequestInterface $request): array
    {
        $sql = 'SELECT id, name, city FROM customer WHERE deleted_at IS NULL';
        ['city' => $city] = $request->getQueryParams() + ['city' => ''];
        $values = [];
        if ($city !== '') {
            $sql .= ' AND city = :city';
            $values['city'] = $city;
        }

        $statement = $this->pdo->prepare($sql . ' ORDER BY name LIMIT 100');
        $statement->execute($values);

        return $statement->fetchAll(PDO::FETCH_ASSOC);
    }
}
